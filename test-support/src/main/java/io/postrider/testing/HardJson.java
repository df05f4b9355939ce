package io.postrider.testing;

import java.util.List;

/**
 * JSON documents on which programs that parse and print differ.
 *
 * @param name what is hard about it
 * @param json the document, an object or array
 * @param alike whether JavaScript and Python print the same, once the document is in the form that
 *     both of them could have printed
 */
public record HardJson(String name, String json, boolean alike) {

    private static HardJson alike(String name, String json) {
        return new HardJson(name, json, true);
    }

    private static HardJson different(String name, String json) {
        return new HardJson(name, json, false);
    }

    /** All of them. */
    public static List<HardJson> all() {
        return List.of(
                alike("empty object", "{}"),
                alike("empty array", "[]"),
                alike("empty objects within", "{\"a\":{},\"b\":[{},[]],\"\":{}}"),
                alike("white space", " { \"a\" : [ 1 ,\t2 ] ,\r\n \"b\" : null } "),
                alike("unsorted members", "{\"b\":1,\"a\":{\"z\":1,\"y\":[{\"d\":1,\"c\":2}]}}"),
                alike("members by case", "{\"a\":1,\"B\":2,\"_\":3,\"A\":4}"),
                alike("one member twice", "{\"a\":1,\"b\":2,\"a\":{\"c\":3}}"),
                alike("__proto__", "{\"__proto__\":{\"x\":1},\"constructor\":2,\"toString\":3}"),
                alike("integers as names", "{\"b\":1,\"2\":2,\"1\":3,\"a\":4}"),
                different("integers of several lengths as names", "{\"10\":1,\"9\":2,\"b\":3}"),
                different("integers behind other names", "{\"!\":1,\"1\":2}"),
                alike("no indices", "{\"01\":1,\"1.0\":2,\"1e3\":3}"),
                different("the last index", "{\"4294967295\":1,\"4294967294\":2,\"-1\":3}"),
                alike("1.0", "{\"n\":[1.0,-1.0,10.00,1.50,100e-2]}"),
                alike("1e21", "{\"n\":[1e20,1e21,1E+21,123456789e13,1e300,12e-1]}"),
                alike("-0", "{\"n\":[-0,-0.0,0.0,0e5,-0e-5]}"),
                alike("2^53+1", "{\"n\":[9007199254740993,-9007199254740993,9007199254740992]}"),
                alike("20 digits", "{\"n\":[12345678901234567890,18446744073709551615]}"),
                alike(
                        "many digits",
                        "{\"n\":[0.1000000000000000055511151231257827,3.141592653589793238]}"),
                alike("one third", "{\"n\":[0.3333333333333333,0.1,0.2,0.0001,1e-4]}"),
                different("small numbers", "{\"n\":[0.00001,1e-5,0.000001,1e-6,1e-7,1.5e-10]}"),
                alike("the smallest number", "{\"n\":[5e-324,4.9e-324,2.2250738585072014e-308]}"),
                alike("the largest number", "{\"n\":[1.7976931348623157e308,1e308]}"),
                alike("beyond the largest number", "{\"n\":[1e400,-1e400]}"),
                different("non-ASCII text", "{\"s\":\"Grüße, Ωμέγα, 日本語, עברית\",\"é\":1}"),
                different("emoji", "{\"s\":\"😀👩‍👩‍👧‍👦🇪🇺\",\"😀\":1}"),
                different("names beyond 65,536 characters", "{\"\uFF5E\":1,\"😀\":2,\"\uE000\":3}"),
                different("escaped emoji", "{\"s\":\"\\uD83D\\uDE00\\u00e9\\u0061\"}"),
                different("line separators", "{\"s\":\"a\\u2028b\\u2029c\\u0085d\"}"),
                different("DEL", "{\"s\":\"a\\u007fb\"}"),
                different("byte order mark", "{\"s\":\"\\ufeffx\"}"),
                alike("halves of pairs", "{\"s\":\"\\ud83d\",\"t\":\"\\ude00\\ud83d\"}"),
                alike("escaped slashes", "{\"s\":\"http:\\/\\/a\\/b\",\"t\":\"</script>\"}"),
                alike("control characters", "{\"s\":\"\\u0000\\u0001\\b\\t\\n\\f\\r\\u001F\"}"),
                alike("quotes", "{\"s\":\"\\\"\\\\\\u0022\\u005c'\",\"a\\\"b\":1}"),
                alike("HTML", "{\"s\":\"<a href='x'>&amp;\\u003c\"}"),
                alike("a long string", "{\"s\":\"" + "0123456789".repeat(6_000) + "\"}"),
                different("a long string of emoji", "{\"s\":\"" + "😀é".repeat(5_000) + "\"}"),
                alike("a long array", "[" + "1.0,".repeat(5_000) + "2]"),
                alike("deep nesting", "{\"a\":[".repeat(200) + "0" + "]}".repeat(200)),
                alike("words", "{\"t\":true,\"f\":false,\"n\":null,\"s\":\"null\"}"),
                alike("an array", "[1,\"two\",{\"three\":3.0},[4]]"));
    }
}
