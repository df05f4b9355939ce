package io.postrider.benchmarks.load;

import io.postrider.benchmarks.receiver.Spread;

import java.nio.charset.StandardCharsets;

/** What the events of a load are. */
public interface Events {

    String type(long sequence);

    /** The data, JSON of about 1 KB; not to be written to. */
    byte[] data(long sequence);

    /**
     * A type for every group of a spread, so that each event finds the webhooks of its group.
     *
     * @param prefix of the types
     */
    record ByGroup(String prefix, Spread spread, Payloads payloads) implements Events {

        @Override
        public String type(long sequence) {
            return typeOfGroup(spread.groupOf(sequence));
        }

        public String typeOfGroup(int group) {
            return prefix + group;
        }

        @Override
        public byte[] data(long sequence) {
            return payloads.of(sequence);
        }
    }

    /**
     * One type, and many customers who take turns: content decides who wants an event.
     *
     * @param customers from 1
     */
    record ByCustomer(String type, int customers, Payloads payloads) implements Events {

        @Override
        public String type(long sequence) {
            return type;
        }

        /** The value that a filter looks for. */
        public static String customer(long number) {
            return "customer-" + number;
        }

        @Override
        public byte[] data(long sequence) {
            byte[] head =
                    ("{\"customer\":\"" + customer(sequence % customers) + "\",")
                            .getBytes(StandardCharsets.US_ASCII);
            byte[] rest = payloads.of(sequence);
            byte[] data = new byte[head.length + rest.length - 1];
            System.arraycopy(head, 0, data, 0, head.length);
            System.arraycopy(rest, 1, data, head.length, rest.length - 1);
            return data;
        }
    }
}
