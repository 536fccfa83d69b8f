/* soak CALLS: calls of every sort, good and bad; the memory in use must not grow with their number. */
#include "show.h"

#include <unistd.h>

/* Resident memory in KiB. */
static long resident(void)
{
    long size = 0, pages = 0;
    FILE *file = fopen("/proc/self/statm", "r");

    if (file && fscanf(file, "%ld %ld", &size, &pages) != 2)
        pages = 0;
    if (file)
        fclose(file);
    return pages * (sysconf(_SC_PAGESIZE) / 1024);
}

static const char *document =
    "<domain type='test'><name>soak</name><memory>1024</memory><os><type>hvm</type></os></domain>";

/* Twenty calls. */
static void round_of_calls(virConnectPtr connection, int number)
{
    virDomainPtr domain = virDomainLookupByName(connection, "test");
    virDomainInfo info;
    virDomainPtr *all = NULL;
    virTypedParameterPtr parameters = NULL;
    unsigned long version;
    int state, count, used = 0, room = 0;

    virConnectGetVersion(connection, &version);
    free(virConnectGetHostname(connection));
    virDomainGetInfo(domain, &info);
    virDomainGetState(domain, &state, NULL, 0);
    virDomainGetName(domain);
    virDomainLookupByName(connection, "nobody");
    virDomainGetInfo(NULL, &info);
    virDomainSetMemory(domain, 0);
    virDomainGetID(domain);
    virDomainIsActive(domain);
    count = virConnectListAllDomains(connection, &all, 0);
    for (int index = 0; index < count; index++)
        virDomainFree(all[index]);
    free(all);
    virTypedParamsAddString(&parameters, &used, &room, "a", "text");
    virTypedParamsAddInt(&parameters, &used, &room, "b", number);
    virTypedParamsFree(parameters, used);
    virConnectNumOfDomains(connection);
    if (number % 16 == 0) {
        free(virDomainGetXMLDesc(domain, 0));
        virDomainPtr defined = virDomainDefineXML(connection, document);
        virDomainUndefine(defined);
        virDomainFree(defined);
        virDomainDefineXML(connection, "<domain");
    }
    if (number % 64 == 0)
        virConnectClose(virConnectOpen("test:///default"));
    virDomainFree(domain);
}

int main(int argc, char **argv)
{
    long calls = argc > 1 ? atol(argv[1]) : 10000000;
    virConnectPtr connection = open_test();
    long before, after;

    for (int number = 0; number < 20000; number++)
        round_of_calls(connection, number);
    before = resident();
    for (long number = 0; number < calls / 20; number++)
        round_of_calls(connection, (int)(number & 0xffff));
    after = resident();
    printf("%ld calls: %ld KiB before, %ld KiB after\n", calls, before, after);
    virConnectClose(connection);
    return after > before + 1024;
}
