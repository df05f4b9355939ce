package io.postrider.model.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

class EgressPolicyTest {

    private static EgressPolicy policy(List<String> allowed, String... denied) {
        return new EgressPolicy(
                allowed.stream().map(Network::parse).toList(),
                Arrays.stream(denied).map(Network::parse).toList(),
                false,
                EgressPolicy.PUBLIC.ports());
    }

    private static InetAddress address(String text) {
        return InetAddress.ofLiteral(text);
    }

    /** Each address is judged by itself and as the host of a URL. */
    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    0.0.0.0, unspecified
                    0.0.0.1, unspecified
                    0.255.255.255, unspecified
                    127.0.0.1, loopback
                    127.0.0.2, loopback
                    127.1.2.3, loopback
                    127.255.255.255, loopback
                    10.0.0.0, private
                    10.0.0.1, private
                    10.255.255.255, private
                    172.16.0.0, private
                    172.16.0.1, private
                    172.20.10.2, private
                    172.31.255.255, private
                    192.168.0.0, private
                    192.168.0.1, private
                    192.168.255.255, private
                    169.254.0.1, link-local
                    169.254.1.1, link-local
                    169.254.169.253, link-local
                    169.254.255.255, link-local
                    169.254.169.254, metadata
                    169.254.170.2, metadata
                    169.254.170.23, metadata
                    100.100.100.200, metadata
                    168.63.129.16, metadata
                    192.0.0.192, metadata
                    100.64.0.0, provider
                    100.64.0.1, provider
                    100.127.255.255, provider
                    192.0.0.0, reserved
                    192.0.0.1, reserved
                    192.0.0.170, reserved
                    192.0.0.255, reserved
                    192.0.2.0, documentation
                    192.0.2.1, documentation
                    192.0.2.255, documentation
                    198.51.100.1, documentation
                    203.0.113.255, documentation
                    198.18.0.0, benchmarks
                    198.18.0.1, benchmarks
                    198.19.255.255, benchmarks
                    192.88.99.1, disguise
                    224.0.0.0, multicast
                    224.0.0.1, multicast
                    239.255.255.250, multicast
                    239.255.255.255, multicast
                    240.0.0.0, reserved
                    240.0.0.1, reserved
                    250.1.2.3, reserved
                    255.255.255.254, reserved
                    255.255.255.255, broadcast
                    ::, unspecified
                    ::1, loopback
                    0:0:0:0:0:0:0:1, loopback
                    ::2, disguise
                    ::127.0.0.1, disguise
                    ::10.0.0.1, disguise
                    ::8.8.8.8, disguise
                    ::ffff:127.0.0.1, loopback
                    ::ffff:7f00:1, loopback
                    0:0:0:0:0:ffff:7f00:0001, loopback
                    ::ffff:10.0.0.1, private
                    ::ffff:192.168.1.1, private
                    ::ffff:169.254.169.254, metadata
                    ::ffff:a9fe:a9fe, metadata
                    ::ffff:0.0.0.0, unspecified
                    ::ffff:0:127.0.0.1, disguise
                    ::ffff:0:8.8.8.8, disguise
                    64:ff9b::127.0.0.1, loopback
                    64:ff9b::7f00:1, loopback
                    64:ff9b::10.0.0.1, private
                    64:ff9b::169.254.169.254, metadata
                    64:ff9b::a9fe:a9fe, metadata
                    64:ff9b::224.0.0.1, multicast
                    64:ff9b:1::1, disguise
                    64:ff9b:1::8.8.8.8, disguise
                    64:ff9b:1:ffff:ffff:ffff:ffff:ffff, disguise
                    64:ff9b:2::1, reserved
                    64:ff9b::1:0:0, reserved
                    100::, reserved
                    100::1, reserved
                    100:0:0:1::1, reserved
                    2001::1, disguise
                    2001:0:4136:e378:8000:63bf:3fff:fdd2, disguise
                    2001:1::1, reserved
                    2001:2::1, benchmarks
                    2001:2:0:ffff::1, benchmarks
                    2001:4:112::1, reserved
                    2001:10::1, reserved
                    2001:20::1, reserved
                    2001:1ff::1, reserved
                    2001:db8::1, documentation
                    2001:db8:ffff:ffff::, documentation
                    2002::1, disguise
                    2002:7f00:1::, disguise
                    2002:a00:1::1, disguise
                    2002:808:808::1, disguise
                    3fff::1, documentation
                    3fff:fff::1, documentation
                    3ffe::1, reserved
                    4000::1, reserved
                    5f00::1, reserved
                    8000::1, reserved
                    c000::1, reserved
                    f000::1, reserved
                    fc00::1, private
                    fd00::1, private
                    fd12:3456:789a::1, private
                    fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, private
                    fd00:ec2::254, metadata
                    fd00:ec2::23, metadata
                    fd20:ce::254, metadata
                    fe00::1, reserved
                    fe80::1, link-local
                    fe80::a9fe:a9fe, link-local
                    febf:ffff::1, link-local
                    fec0::1, private
                    feff::1, private
                    ff00::1, multicast
                    ff02::1, multicast
                    ff0e::1, multicast
                    """)
    void refusesWhatIsNotThePublicInternet(String text, String kind) {
        assertThat(EgressPolicy.PUBLIC.objection(address(text)).orElseThrow()).contains(kind);
        String host = text.contains(":") ? "[" + text + "]" : text;
        assertThat(EgressPolicy.PUBLIC.objection(URI.create("http://" + host + ":8080/hook")))
                .hasValueSatisfying(why ->
                        assertThat(why).startsWith("must lead to a public address").contains(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "191.255.255.255",
                "192.0.1.0",
                "192.0.3.0",
                "192.88.98.255",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "198.51.101.0",
                "203.0.112.255",
                "203.0.114.0",
                "223.255.255.255",
                "::ffff:8.8.8.8",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2001:db7:ffff::1",
                "2001:db9::1",
                "2003::1",
                "2606:4700:4700::1111",
                "2a00:1450:4001:800::200e",
                "3ffd:ffff::1",
            })
    void allowsThePublicInternet(String text) {
        assertThat(EgressPolicy.PUBLIC.objection(address(text))).isEmpty();
        String host = text.contains(":") ? "[" + text + "]" : text;
        assertThat(EgressPolicy.PUBLIC.objection(URI.create("https://" + host + "/"))).isEmpty();
    }

    /** The JDK keeps a mapped address an IPv6 one where it comes with a zone. */
    @Test
    void seesThroughAMappedAddressWithAZone() throws UnknownHostException {
        byte[] bytes = new byte[16];
        bytes[10] = -1;
        bytes[11] = -1;
        bytes[12] = 127;
        bytes[15] = 1;
        InetAddress mapped = Inet6Address.getByAddress("", bytes, 1);

        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(EgressPolicy.PUBLIC.objection(mapped).orElseThrow()).contains("loopback");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://2130706433/ | as four decimal numbers
                    http://017700000001/ | as four decimal numbers
                    http://0x7f000001/ | as four decimal numbers
                    http://0X7F000001/ | as four decimal numbers
                    http://0x7f.0.0.1/ | must name a host
                    http://0177.0.0.1/ | as four decimal numbers
                    http://0177.0.0.01/ | as four decimal numbers
                    http://010.0.0.1/ | as four decimal numbers
                    http://127.1/ | must name a host
                    http://127.0.1/ | must name a host
                    http://0/ | as four decimal numbers
                    http://127.0.0.1./ | must name a host
                    http://127.0.0.01/ | as four decimal numbers
                    http://8.8.8.08/ | as four decimal numbers
                    http://256.1.1.1/ | must name a host
                    http://1.2.3/ | must name a host
                    http://1.2.3.4.5/ | must name a host
                    http://example.1/ | must name a host
                    http://134744072/ | as four decimal numbers
                    http://[::1%25lo]/ | must spell an address
                    http://[fe80::1%25eth0]/ | must spell an address
                    http://localhost/ | localhost is a loopback address
                    http://LOCALHOST:8080/ | LOCALHOST is a loopback address
                    http://a.localhost/ | a.localhost is a loopback address
                    http://localhost./ | does not end with a dot
                    http://example.com./ | does not end with a dot
                    http://user@example.com/ | user name or password
                    http://user:pw@example.com/ | user name or password
                    http://example.com@127.0.0.1/ | user name or password
                    http://127.0.0.1:80@example.com/ | user name or password
                    http://@example.com/ | user name or password
                    ftp://example.com/ | http:// or https://
                    file:///etc/passwd | http:// or https://
                    gopher://example.com/ | http:// or https://
                    javascript:alert(1) | http:// or https://
                    jar:http://example.com!/ | http:// or https://
                    //example.com/ | http:// or https://
                    example.com | http:// or https://
                    http:/// | must name a host
                    http:example.com | must name a host
                    http://exa_mple.com/ | must name a host
                    http://exa%6dple.com/ | must name a host
                    http://b\u00fccher.example/ | must name a host
                    http://127\u30020\u30020\u30021/ | must name a host
                    http://a@b@c/ | must name a host
                    http://example.com:22/ | one of the ports 80, 443, 1024-65535, not 22
                    http://example.com:25/ | one of the ports
                    http://example.com:0/ | one of the ports
                    http://example.com:1023/ | one of the ports
                    http://example.com:65536/ | one of the ports
                    https://8.8.8.8:53/ | one of the ports
                    """)
    void refusesTheUrl(String url, String why) {
        assertThat(EgressPolicy.PUBLIC.objection(URI.create(url)).orElseThrow()).contains(why);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://example.com/hook?a=b",
                "HTTPS://EXAMPLE.com/",
                "https://example.com:443/",
                "http://example.com:80/",
                "http://example.com:1024/",
                "https://example.com:8443/",
                "https://example.com:65535/",
                "https://example.com:/",
                "https://xn--bcher-kva.example/",
                "https://10.example.com/",
                "https://127.0.0.1.nip.io/",
                "https://localhost.example.com/",
                "https://notlocalhost/",
                "https://a1/",
                "https://face/",
                "https://0x7g/",
            })
    void allowsTheUrl(String url) {
        assertThat(EgressPolicy.PUBLIC.objection(URI.create(url))).isEmpty();
    }

    /** The examples of RFC 6052, section 2.4, with other IPv4 addresses. */
    @ParameterizedTest
    @CsvSource({
        "2001:db8::/32, 2001:db8:7f00:1::, loopback",
        "2001:db8:100::/40, 2001:db8:17f:0:1::, loopback",
        "2001:db8:122::/48, 2001:db8:122:7f00:0:100::, loopback",
        "2001:db8:122:300::/56, 2001:db8:122:37f:0:1::, loopback",
        "2001:db8:122:344::/64, 2001:db8:122:344:7f:0:100:0, loopback",
        "2001:db8:122:344::/96, 2001:db8:122:344::7f00:1, loopback",
        "2001:db8:122:344::/96, 2001:db8:122:344::a9fe:a9fe, metadata",
        "64:ff9b:1::/96, 64:ff9b:1::10.0.0.1, private",
        "2001:db8:122:344::/96, 64:ff9b::10.0.0.1, private"
    })
    void judgesAddressesBehindNat64ByTheIpv4AddressThatTheyEmbed(
            String prefix, String text, String kind) {
        assertThat(behind(prefix).objection(address(text)).orElseThrow()).contains(kind);
    }

    @Test
    void allowsPublicAddressesBehindNat64() {
        assertThat(behind("64:ff9b:1::/96").objection(address("64:ff9b:1::8.8.8.8"))).isEmpty();
    }

    private static EgressPolicy behind(String prefix) {
        return new EgressPolicy(
                List.of(),
                List.of(),
                false,
                EgressPolicy.PUBLIC.ports(),
                List.of(Nat64Prefix.parse(prefix)));
    }

    @Test
    void takesHttpsOnlyWhereTold() {
        EgressPolicy policy =
                new EgressPolicy(List.of(), List.of(), true, EgressPolicy.PUBLIC.ports());

        assertThat(policy.objection(URI.create("http://example.com/")).orElseThrow())
                .startsWith("must begin with https://");
        assertThat(policy.objection(URI.create("https://example.com/"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.0.0.0/8, '', true",
        "11.1.2.3, 10.0.0.0/8, '', true",
        "192.168.0.1, 10.0.0.0/8, '', false",
        "10.1.2.3, 10.1.2.3, '', true",
        "10.1.2.4, 10.1.2.3, '', false",
        "::ffff:10.1.2.3, 10.0.0.0/8, '', true",
        "64:ff9b::10.1.2.3, 10.0.0.0/8, '', true",
        "fd00::1, fd00::/8, '', true",
        "fd00::1, 0.0.0.0/0, '', false",
        "10.1.2.3, 10.0.0.0/8, 10.1.0.0/16, false",
        "10.2.2.3, 10.0.0.0/8, 10.1.0.0/16, true",
        "10.1.2.3, 10.1.2.3, 10.0.0.0/8, false",
        "8.8.8.8, '', 8.8.8.0/24, false",
        "8.8.9.8, '', 8.8.8.0/24, true",
        "::ffff:8.8.8.8, '', 8.8.8.0/24, false",
        "64:ff9b::8.8.8.8, '', 8.8.8.0/24, false",
        "64:ff9b::8.8.8.8, '', 64:ff9b::/96, false",
        "2001:4860::1, '', 2001:4860::/32, false",
        "169.254.169.254, 0.0.0.0/0, '', false",
        "169.254.169.254, 169.254.0.0/16, '', false",
        "169.254.169.254, 169.254.169.254, '', true",
        "169.254.1.1, 169.254.0.0/16, '', true",
        "fd00:ec2::254, fc00::/7, '', false",
        "168.63.129.16, 168.63.0.0/16, '', false",
        "100.100.100.200, 100.64.0.0/10, '', false",
        "100.100.100.201, 100.64.0.0/10, '', true",
    })
    void allowsMoreAndDeniesMore(String text, String allowed, String denied, boolean fine) {
        EgressPolicy policy =
                policy(
                        allowed.isEmpty() ? List.of() : List.of(allowed),
                        denied.isEmpty() ? new String[0] : new String[] {denied});

        assertThat(policy.objection(address(text)).isEmpty()).isEqualTo(fine);
    }

    @Test
    void allowsLocalhostWithTheLoopbackAddresses() {
        assertThat(policy(List.of("::1")).objection(URI.create("http://localhost:8080/")))
                .isEmpty();
    }

    @Test
    void aHostIsFineWithOneAddressThatIs() {
        List<InetAddress> both = List.of(address("10.0.0.1"), address("8.8.8.8"));

        assertThat(EgressPolicy.PUBLIC.objection("a.example", both)).isEmpty();
        assertThat(EgressPolicy.PUBLIC.objection("a.example", both.subList(0, 1)))
                .contains(
                        "must lead to a public address; a.example is an address of a private"
                                + " network (10.0.0.0/8)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10",
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10.0.0.0/-1",
                "10.0.0/8",
                "10.0.0.0/8/8",
                "fd00::/129",
                "fd00::1/8",
                "example.com",
                "10.0.0.0/x",
                "fe80::1%1",
                "0x0a.0.0.0/8"
            })
    void saysWhatANetworkLooksLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.parse(text))
                .withMessageContaining("like 10.0.0.0/8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "2-1", "a", "1-", "-1"})
    void saysWhatPortsLookLike(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.parse(text))
                .withMessageContaining("like 443 or 1024-65535");
    }
}
