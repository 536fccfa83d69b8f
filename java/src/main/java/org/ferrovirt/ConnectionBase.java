package org.ferrovirt;

/** What of {@link Connection} no operation states. */
abstract class ConnectionBase extends NativeObject implements AutoCloseable {
    ConnectionBase(Handle handle, long limit) {
        super(handle, limit);
    }

    @Override
    public abstract void close();

    /**
     * Events of one domain.
     *
     * @param domain the domain
     * @return a listener
     */
    public EventSubscription eventsOf(Domain domain) {
        return ((Connection) this).events(domain);
    }

    /**
     * Events of one network.
     *
     * @param network the network
     * @return a listener
     */
    public EventSubscription eventsOf(Network network) {
        return ((Connection) this).events(null, EventSubscriptionBase.CAPACITY, network, null, null, null);
    }

    /**
     * Events of one storage pool.
     *
     * @param storagePool the pool
     * @return a listener
     */
    public EventSubscription eventsOf(StoragePool storagePool) {
        return ((Connection) this).events(null, EventSubscriptionBase.CAPACITY, null, storagePool, null, null);
    }

    /**
     * Events of one device of the host.
     *
     * @param nodeDevice the device
     * @return a listener
     */
    public EventSubscription eventsOf(NodeDevice nodeDevice) {
        return ((Connection) this).events(null, EventSubscriptionBase.CAPACITY, null, null, nodeDevice, null);
    }

    /**
     * Events of one secret.
     *
     * @param secret the secret
     * @return a listener
     */
    public EventSubscription eventsOf(Secret secret) {
        return ((Connection) this).events(null, EventSubscriptionBase.CAPACITY, null, null, null, secret);
    }
}
