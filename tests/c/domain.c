/* Domains: defining, a whole life, what they say of themselves, arrays with too little room. */
#include "show.h"

static const char *document =
    "<domain type='test'><name>other</name><uuid>4dea22b3-1d52-d8f3-2516-782e98ab3fa0</uuid><memory>65536</memory>"
    "<vcpu>2</vcpu><os><type>hvm</type></os><devices><disk type='file' device='disk'><source file='/other.img'/>"
    "<target dev='vda' bus='virtio'/></disk><interface type='network'><mac address='52:54:00:00:00:01'/>"
    "<source network='default'/><target dev='vnet9'/></interface></devices></domain>";

static void describe(virDomainPtr domain)
{
    virDomainInfo info;
    int state = 0, reason = 0, autostart = -1;
    char uuid[VIR_UUID_STRING_BUFLEN];
    unsigned char raw[VIR_UUID_BUFLEN];

    TEXT(virDomainGetName(domain));
    NUMBER(virDomainGetUUID(domain, raw));
    NUMBER(virDomainGetUUIDString(domain, uuid));
    printf("%s %02x%02x\n", uuid, raw[0], raw[15]);
    NUMBER(virDomainGetInfo(domain, &info));
    printf("state %d, maximum %lu, memory %lu, %d processors\n", info.state, info.maxMem, info.memory, info.nrVirtCpu);
    NUMBER(virDomainGetState(domain, &state, &reason, 0));
    printf("state %d, reason %d\n", state, reason);
    NUMBER(virDomainIsActive(domain));
    NUMBER(virDomainIsPersistent(domain));
    NUMBER(virDomainIsUpdated(domain));
    NUMBER(virDomainGetAutostart(domain, &autostart));
    printf("autostart %d\n", autostart);
    OWNED(virDomainGetOSType(domain));
    NUMBER(virDomainGetMaxMemory(domain));
    NUMBER(virDomainGetVcpusFlags(domain, VIR_DOMAIN_VCPU_CONFIG));
}

static void list(virConnectPtr connection)
{
    char *names[3] = { NULL };
    int ids[3] = { 0 };
    virDomainPtr *domains = NULL;
    int count;

    NUMBER(virConnectNumOfDomains(connection));
    NUMBER(virConnectListDomains(connection, ids, 0));
    NUMBER(virConnectListDomains(connection, ids, 3));
    for (int room = 0; room < 3; room++) {
        count = (int)NUMBER(virConnectListDefinedDomains(connection, names, room));
        for (int index = 0; index < count; index++) {
            printf("- %s\n", names[index]);
            free(names[index]);
        }
    }
    NUMBER(virConnectListAllDomains(connection, NULL, 0));
    count = (int)NUMBER(virConnectListAllDomains(connection, &domains, VIR_CONNECT_LIST_DOMAINS_PERSISTENT));
    for (int index = 0; index < count; index++)
        virDomainFree(domains[index]);
    printf("the end is %s\n", domains[count] ? "missing" : "null");
    free(domains);
}

static void tune(virDomainPtr domain)
{
    virTypedParameter parameters[8];
    int count = 0;
    char *kind;

    kind = virDomainGetSchedulerType(domain, &count);
    printf("%s with %d\n", kind, count);
    free(kind);
    for (int room = count - 1; room <= count && room > 0; room++) {
        int given = room;

        memset(parameters, 0, sizeof(parameters));
        NUMBER(virDomainGetSchedulerParameters(domain, parameters, &given));
        for (int index = 0; index < given; index++)
            printf("- %s, a %d\n", parameters[index].field, parameters[index].type);
        virTypedParamsClear(parameters, given);
    }
    NUMBER(virDomainSetMemory(domain, 32768));
    NUMBER(virDomainSetVcpus(domain, 1));
    NUMBER(virDomainSetVcpus(domain, 0));
}

int main(void)
{
    virConnectPtr connection = open_test();
    virDomainPtr domain, same, guest;
    virDomainStatsRecordPtr *statistics = NULL;
    int is_running[2] = { 0, 0 };
    virDomainBlockStatsStruct disk;
    virDomainBlockInfo sizes;
    char *text;

    OBJECT(domain, virDomainDefineXML(connection, document));
    describe(domain);
    list(connection);
    OBJECT(same, virDomainLookupByUUIDString(connection, "4dea22b3-1d52-d8f3-2516-782e98ab3fa0"));
    printf("%s\n", virDomainGetConnect(same) == connection ? "the same connection" : "another connection");
    virDomainFree(same);
    OBJECT(same, virDomainLookupByName(connection, "nobody"));
    OBJECT(same, virDomainLookupByID(connection, 4711));

    NUMBER(virDomainSetAutostart(domain, 1));
    NUMBER(virDomainCreate(domain));
    NUMBER(virDomainGetID(domain) > 0);
    describe(domain);
    tune(domain);
    NUMBER(virDomainBlockStatsFlags(domain, "vda", NULL, &(int){ 0 }, 0));
    NUMBER(virDomainBlockStats(domain, "vda", &disk, sizeof(disk)));
    NUMBER(virDomainBlockStats(domain, "vda", &disk, sizeof(disk) + 1));
    NUMBER(virDomainGetBlockInfo(domain, "vda", &sizes, 0));
    NUMBER(virDomainSuspend(domain));
    NUMBER(virDomainSuspend(domain));
    describe(domain);
    NUMBER(virDomainResume(domain));
    NUMBER(virDomainReboot(domain, 0));
    NUMBER(virConnectGetAllDomainStats(connection, VIR_DOMAIN_STATS_STATE, &statistics, 0));
    /* They come in no order. */
    for (virDomainStatsRecordPtr *record = statistics; record && *record; record++) {
        int state = -1;

        NUMBER(virTypedParamsGetInt((*record)->params, (*record)->nparams, "state.state", &state));
        is_running[strcmp(virDomainGetName((*record)->dom), "test") == 0] = state == VIR_DOMAIN_RUNNING;
    }
    printf("test %d, the other one %d\n", is_running[1], is_running[0]);
    virDomainStatsRecordListFree(statistics);

    NUMBER(virDomainSetMetadata(domain, VIR_DOMAIN_METADATA_TITLE, "a title", NULL, NULL, 0));
    OWNED(virDomainGetMetadata(domain, VIR_DOMAIN_METADATA_TITLE, NULL, 0));
    OWNED(virDomainGetMetadata(domain, VIR_DOMAIN_METADATA_ELEMENT, "http://nobody", 0));
    NUMBER(virDomainManagedSave(domain, 0));
    NUMBER(virDomainHasManagedSaveImage(domain, 0));
    NUMBER(virDomainManagedSaveRemove(domain, 0));
    NUMBER(virDomainUndefine(domain));
    NUMBER(virDomainFree(domain));
    OBJECT(domain, virDomainLookupByName(connection, "other"));

    OBJECT(guest, virDomainLookupByName(connection, "test"));
    text = virDomainGetXMLDesc(guest, 0);
    printf("%s\n", text && strstr(text, "<name>test</name>") ? "a document" : "no document");
    free(text);
    NUMBER(virDomainShutdown(guest));
    NUMBER(virDomainCreate(guest));
    NUMBER(virDomainDestroy(guest));
    NUMBER(virDomainDestroy(guest));
    NUMBER(virDomainRef(guest));
    NUMBER(virDomainFree(guest));
    NUMBER(virDomainFree(guest));
    NUMBER(virConnectClose(connection));
    return 0;
}
