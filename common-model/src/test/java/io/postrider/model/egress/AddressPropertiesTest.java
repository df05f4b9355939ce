package io.postrider.model.egress;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** What holds for every address there is. */
class AddressPropertiesTest {

    private static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<String> objection(InetAddress address) {
        return EgressPolicy.PUBLIC.objection(address);
    }

    @Property
    void anIpv4AddressInIpv6IsJudgedAsItself(@ForAll @Size(4) byte[] ipv4) throws Exception {
        String text = address(ipv4).getHostAddress();

        assertThat(objection(InetAddress.ofLiteral("64:ff9b::" + text)))
                .isEqualTo(objection(address(ipv4)));
        assertThat(objection(InetAddress.ofLiteral("::ffff:" + text)))
                .isEqualTo(objection(address(ipv4)));
    }

    @Property
    void ipv6OutsideOfGlobalUnicastIsRefused(@ForAll @Size(16) byte[] bytes) {
        bytes[0] = (byte) (bytes[0] & 0x1f);
        bytes[1] = (byte) (bytes[1] | 1);

        assertThat(objection(address(bytes))).isPresent();
    }

    @Property
    void theUrlOfAnAddressIsJudgedAsTheAddress(@ForAll @Size(16) byte[] bytes) {
        for (byte[] some : new byte[][] {bytes, Arrays.copyOf(bytes, 4)}) {
            InetAddress address = address(some);
            String host = address.getHostAddress();
            URI url = URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + "/");

            assertThat(EgressPolicy.PUBLIC.objection(url).isPresent())
                    .isEqualTo(objection(address).isPresent());
        }
    }
}
