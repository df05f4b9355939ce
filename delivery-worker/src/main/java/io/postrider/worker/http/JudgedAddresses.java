package io.postrider.worker.http;

import io.netty.resolver.AbstractAddressResolver;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import io.postrider.model.egress.EgressPolicy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Resolves names with another resolver and lets through only the addresses that requests may go to.
 * What it lets through is what is connected to: nobody asks again in between, so a name that
 * changes its address gains nothing.
 */
final class JudgedAddresses extends AddressResolverGroup<InetSocketAddress> {

    private final AddressResolverGroup<?> names;
    private final EgressPolicy policy;

    JudgedAddresses(AddressResolverGroup<?> names, EgressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
        @SuppressWarnings("unchecked") // of whatever kind, it resolves names of the Internet
        AddressResolver<InetSocketAddress> resolver =
                (AddressResolver<InetSocketAddress>) names.getResolver(executor);
        return new Judging(executor, resolver);
    }

    private final class Judging extends AbstractAddressResolver<InetSocketAddress> {

        private final AddressResolver<InetSocketAddress> resolver;

        Judging(EventExecutor executor, AddressResolver<InetSocketAddress> resolver) {
            super(executor, InetSocketAddress.class);
            this.resolver = resolver;
        }

        /** Nothing counts as resolved, so that addresses in URLs come by here too. */
        @Override
        protected boolean doIsResolved(InetSocketAddress address) {
            return false;
        }

        @Override
        protected void doResolve(InetSocketAddress address, Promise<InetSocketAddress> promise) {
            Promise<List<InetSocketAddress>> all = executor().newPromise();
            var _ =
                    all.addListener((Future<List<InetSocketAddress>> done) -> {
                        if (done.isSuccess()) {
                            promise.trySuccess(done.getNow().getFirst());
                        } else {
                            promise.tryFailure(done.cause());
                        }
                    });
            doResolveAll(address, all);
        }

        @Override
        protected void doResolveAll(
                InetSocketAddress address, Promise<List<InetSocketAddress>> promise) {
            if (!address.isUnresolved()) {
                judge(address.getHostString(), List.of(address), promise);
                return;
            }
            var _ =
                    resolver.resolveAll(address)
                            .addListener((Future<List<InetSocketAddress>> found) -> {
                                if (found.isSuccess()) {
                                    judge(address.getHostString(), found.getNow(), promise);
                                } else {
                                    promise.tryFailure(found.cause());
                                }
                            });
        }

        private void judge(
                String host,
                List<InetSocketAddress> found,
                Promise<List<InetSocketAddress>> promise) {
            List<InetAddress> addresses =
                    found.stream().map(InetSocketAddress::getAddress).toList();
            Optional<String> objection = policy.objection(host, addresses);
            if (objection.isPresent()) {
                promise.tryFailure(new AddressRefusedException(objection.get()));
            } else {
                promise.trySuccess(
                        found.stream()
                                .filter(one -> policy.objection(one.getAddress()).isEmpty())
                                .toList());
            }
        }
    }
}
