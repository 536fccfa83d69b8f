/* Events on the default loop: every kind, callbacks that end themselves, free functions that run once, timers, handles. */
#include "show.h"

#include <unistd.h>

static int seen, freed, ticks, bytes;
static int own = -1;

static void lifecycle(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *data)
{
    (void)connection;
    printf("%s: %s, event %d, detail %d\n", (const char *)data, virDomainGetName(domain), event, detail);
    seen++;
}

static int lifecycle_of_old(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *data)
{
    lifecycle(connection, domain, event, detail, data);
    return 0;
}

static void once(virConnectPtr connection, virDomainPtr domain, int event, int detail, void *data)
{
    (void)domain;
    (void)event;
    (void)detail;
    printf("%s ends itself: %d\n", (const char *)data, virConnectDomainEventDeregisterAny(connection, own));
    seen++;
}

static void network(virConnectPtr connection, virNetworkPtr network, int event, int detail, void *data)
{
    (void)connection;
    (void)data;
    printf("network %s, event %d, detail %d\n", virNetworkGetName(network), event, detail);
    seen++;
}

static void pool(virConnectPtr connection, virStoragePoolPtr pool, int event, int detail, void *data)
{
    (void)connection;
    (void)data;
    printf("pool %s, event %d, detail %d\n", virStoragePoolGetName(pool), event, detail);
    seen++;
}

static void release(void *data)
{
    printf("%s is released\n", (const char *)data);
    freed++;
}

static void tick(int timer, void *data)
{
    (void)data;
    ticks++;
    if (ticks == 3)
        virEventRemoveTimeout(timer);
}

static void readable(int watch, int descriptor, int events, void *data)
{
    char byte;

    (void)data;
    (void)events;
    bytes += (int)read(descriptor, &byte, 1);
    if (bytes == 2)
        virEventRemoveHandle(watch);
}

static void until(int *counter, int wanted)
{
    while (*counter < wanted)
        virEventRunDefaultImpl();
}

int main(void)
{
    virConnectPtr connection;
    virDomainPtr domain;
    virNetworkPtr net;
    virStoragePoolPtr storage;
    int all, one, nets, pools, ends[2];

    NUMBER(virEventRegisterDefaultImpl());
    connection = open_test();
    domain = virDomainLookupByName(connection, "test");
    all = virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                           VIR_DOMAIN_EVENT_CALLBACK(lifecycle), (void *)"all", release);
    one = virConnectDomainEventRegisterAny(connection, domain, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                           VIR_DOMAIN_EVENT_CALLBACK(lifecycle), (void *)"one", release);
    NUMBER(all);
    NUMBER(one);
    NUMBER(virConnectDomainEventRegister(connection, lifecycle_of_old, (void *)"old", release));
    NUMBER(virDomainSuspend(domain));
    NUMBER(virDomainResume(domain));
    until(&seen, 6);
    NUMBER(virConnectDomainEventDeregisterAny(connection, one));
    NUMBER(virConnectDomainEventDeregister(connection, lifecycle_of_old));
    NUMBER(virConnectDomainEventDeregister(connection, lifecycle_of_old));
    until(&freed, 2);
    seen = 0;
    own = virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                           VIR_DOMAIN_EVENT_CALLBACK(once), (void *)"itself", release);
    NUMBER(virDomainDestroy(domain));
    until(&seen, 2);
    until(&freed, 3);
    NUMBER(virDomainCreate(domain));
    until(&seen, 3);
    NUMBER(virConnectDomainEventDeregisterAny(connection, all));
    NUMBER(virConnectDomainEventDeregisterAny(connection, all));
    until(&freed, 4);

    seen = 0;
    net = virNetworkLookupByName(connection, "default");
    nets = virConnectNetworkEventRegisterAny(connection, net, VIR_NETWORK_EVENT_ID_LIFECYCLE,
                                             VIR_NETWORK_EVENT_CALLBACK(network), NULL, NULL);
    NUMBER(virNetworkDestroy(net));
    NUMBER(virNetworkCreate(net));
    until(&seen, 2);
    NUMBER(virConnectNetworkEventDeregisterAny(connection, nets));
    storage = virStoragePoolLookupByName(connection, "default-pool");
    pools = virConnectStoragePoolEventRegisterAny(connection, NULL, VIR_STORAGE_POOL_EVENT_ID_LIFECYCLE,
                                                  VIR_STORAGE_POOL_EVENT_CALLBACK(pool), NULL, NULL);
    NUMBER(virStoragePoolDestroy(storage));
    NUMBER(virStoragePoolCreate(storage, 0));
    until(&seen, 4);
    NUMBER(virConnectStoragePoolEventDeregisterAny(connection, pools));

    NUMBER(virEventAddTimeout(1, tick, (void *)"the timer", release) > 0);
    until(&ticks, 3);
    until(&freed, 5);
    if (pipe(ends) == 0 && write(ends[1], "ab", 2) == 2)
        NUMBER(virEventAddHandle(ends[0], VIR_EVENT_HANDLE_READABLE, readable, (void *)"the watch", release) > 0);
    until(&bytes, 2);
    until(&freed, 6);
    close(ends[0]);
    close(ends[1]);
    NUMBER(virEventRemoveTimeout(4711));
    NUMBER(virEventRemoveHandle(4711));

    /* The last callback has the last reference to its connection. */
    all = virConnectDomainEventRegisterAny(connection, NULL, VIR_DOMAIN_EVENT_ID_LIFECYCLE,
                                           VIR_DOMAIN_EVENT_CALLBACK(once), (void *)"last", release);
    virStoragePoolFree(storage);
    virNetworkFree(net);
    virDomainFree(domain);
    NUMBER(virConnectClose(connection) > 0);
    NUMBER(virConnectDomainEventDeregisterAny(connection, all));
    until(&freed, 7);
    return 0;
}
