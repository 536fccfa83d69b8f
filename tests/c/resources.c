/* What the host has besides guests: networks, storage, interfaces, devices. */
#include "show.h"

static void networks(virConnectPtr connection)
{
    virNetworkPtr network, other;
    char uuid[VIR_UUID_STRING_BUFLEN];
    int autostart = -1;

    NUMBER(virConnectNumOfNetworks(connection));
    OBJECT(network, virNetworkLookupByName(connection, "default"));
    TEXT(virNetworkGetName(network));
    NUMBER(virNetworkGetUUIDString(network, uuid) == 0 && strlen(uuid) == 36);
    OWNED(virNetworkGetBridgeName(network));
    NUMBER(virNetworkIsActive(network));
    NUMBER(virNetworkIsPersistent(network));
    NUMBER(virNetworkSetAutostart(network, 1));
    NUMBER(virNetworkGetAutostart(network, &autostart));
    printf("autostart %d\n", autostart);
    OBJECT(other, virNetworkDefineXML(connection, "<network><name>other</name><bridge name='virbr9'/></network>"));
    NUMBER(virConnectListAllNetworks(connection, NULL, VIR_CONNECT_LIST_NETWORKS_INACTIVE));
    NUMBER(virNetworkCreate(other));
    NUMBER(virNetworkCreate(other));
    NUMBER(virNetworkDestroy(other));
    NUMBER(virNetworkUndefine(other));
    NUMBER(virNetworkFree(other));
    OBJECT(other, virNetworkLookupByName(connection, "other"));
    NUMBER(virNetworkFree(network));
}

static void storage(virConnectPtr connection)
{
    virStoragePoolPtr pool, other;
    virStorageVolPtr volume, copy;
    virStoragePoolInfo info;
    virStorageVolInfo sizes;
    char *names[4] = { NULL };
    int count;

    OBJECT(pool, virStoragePoolLookupByName(connection, "default-pool"));
    NUMBER(virStoragePoolGetInfo(pool, &info));
    printf("state %d, capacity %llu, allocation %llu, available %llu\n", info.state, info.capacity, info.allocation,
           info.available);
    NUMBER(virStoragePoolNumOfVolumes(pool));
    OBJECT(volume, virStorageVolCreateXML(pool, "<volume><name>one</name><capacity>1048576</capacity></volume>", 0));
    OBJECT(copy, virStorageVolCreateXML(pool, "<volume><name>one</name><capacity>1048576</capacity></volume>", 0));
    OBJECT(copy, virStorageVolCreateXMLFrom(
                     pool, "<volume><name>two</name><capacity>1048576</capacity></volume>", volume, 0));
    TEXT(virStorageVolGetName(volume));
    TEXT(virStorageVolGetKey(volume));
    OWNED(virStorageVolGetPath(volume));
    NUMBER(virStorageVolGetInfo(volume, &sizes));
    printf("type %d, capacity %llu, allocation %llu\n", sizes.type, sizes.capacity, sizes.allocation);
    for (int room = 0; room < 3; room++) {
        count = (int)NUMBER(virStoragePoolListVolumes(pool, names, room));
        for (int index = 0; index < count; index++)
            free(names[index]);
    }
    NUMBER(virStorageVolDelete(copy, 0));
    NUMBER(virStorageVolDelete(copy, 0));
    NUMBER(virStorageVolFree(copy));
    OBJECT(copy, virStorageVolLookupByPath(connection, "/default-pool/one"));
    OBJECT(other, virStoragePoolLookupByVolume(volume));
    TEXT(virStoragePoolGetName(other));
    virStoragePoolFree(other);
    virStorageVolFree(copy);
    NUMBER(virStorageVolFree(volume));
    OBJECT(other, virStoragePoolDefineXML(
                      connection, "<pool type='dir'><name>p</name><target><path>/p</path></target></pool>", 0));
    NUMBER(virStoragePoolIsActive(other));
    NUMBER(virStoragePoolBuild(other, 0));
    NUMBER(virStoragePoolCreate(other, 0));
    NUMBER(virStoragePoolRefresh(other, 0));
    NUMBER(virStoragePoolDestroy(other));
    NUMBER(virStoragePoolUndefine(other));
    NUMBER(virStoragePoolFree(other));
    NUMBER(virStoragePoolFree(pool));
}

static void interfaces(virConnectPtr connection)
{
    virInterfacePtr interface;

    NUMBER(virConnectNumOfInterfaces(connection));
    OBJECT(interface, virInterfaceLookupByName(connection, "eth1"));
    TEXT(virInterfaceGetMACString(interface));
    NUMBER(virInterfaceIsActive(interface));
    NUMBER(virInterfaceChangeBegin(connection, 0));
    NUMBER(virInterfaceDestroy(interface, 0));
    NUMBER(virInterfaceChangeRollback(connection, 0));
    NUMBER(virInterfaceFree(interface));
    OBJECT(interface, virInterfaceLookupByMACString(connection, "00:00:00:00:00:01"));
}

static void devices(virConnectPtr connection)
{
    virNodeDevicePtr device;
    char *capabilities[2] = { NULL };
    int count;

    NUMBER(virNodeNumOfDevices(connection, "scsi_host", 0));
    OBJECT(device, virNodeDeviceLookupByName(connection, "computer"));
    TEXT(virNodeDeviceGetName(device));
    NUMBER(virNodeDeviceNumOfCaps(device));
    count = (int)NUMBER(virNodeDeviceListCaps(device, capabilities, 2));
    for (int index = 0; index < count; index++) {
        printf("- %s\n", capabilities[index]);
        free(capabilities[index]);
    }
    NUMBER(virNodeDeviceFree(device));
    OBJECT(device, virNodeDeviceLookupByName(connection, "nonesuch"));
}

int main(void)
{
    virConnectPtr connection = open_test();

    networks(connection);
    storage(connection);
    interfaces(connection);
    devices(connection);
    NUMBER(virConnectClose(connection));
    return 0;
}
