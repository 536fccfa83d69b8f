/* Runs the generated calls: `calls` all of them, `calls NAME...` those of some functions. */
#include "calls.h"

#include <signal.h>
#include <sys/wait.h>

#define ARGUMENTS 16
#define ROOM 65536

struct objects own, watching;
virDomainPtr domains[2];
char *texts[3];
static char rooms[ARGUMENTS][ROOM];

void *room(int argument)
{
    return rooms[argument];
}

int begin(const char *function, const char *what)
{
    int status = 0;
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        /* A call that never comes back is a difference like others. */
        alarm(60);
        virResetLastError();
        return 1;
    }
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM)
        printf("%s %s: no end\n", function, what);
    else if (status != 0)
        printf("%s %s: crash\n", function, what);
    return 0;
}

void show_end(void)
{
    if (virGetLastErrorCode())
        printf(" code %d", virGetLastErrorCode());
    printf("\n");
    fflush(stdout);
}

void ignore_error(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

void ignore_free(void *data)
{
    (void)data;
}

int ignore_anything(void)
{
    return -1;
}

/* Objects of the test driver by their names there; what it has not stays null. */
static void find(struct objects *found)
{
    virStorageVolPtr *volumes = NULL;

    found->domain = virDomainLookupByName(found->connection, "test");
    found->snapshot = virDomainSnapshotLookupByName(found->domain, "first", 0);
    found->checkpoint = virDomainCheckpointLookupByName(found->domain, "first", 0);
    found->network = virNetworkLookupByName(found->connection, "default");
    found->pool = virStoragePoolLookupByName(found->connection, "default-pool");
    if (virStoragePoolListAllVolumes(found->pool, &volumes, 0) > 0)
        found->volume = volumes[0];
    found->interface = virInterfaceLookupByName(found->connection, "eth1");
    found->device = virNodeDeviceLookupByName(found->connection, "scsi_host1");
    found->secret = virSecretLookupByUsage(found->connection, VIR_SECRET_USAGE_TYPE_VOLUME, "/first");
    found->filter = virNWFilterLookupByName(found->connection, "first");
    found->stream = virStreamNew(found->connection, 0);
}

static void set_up(void)
{
    virConnectPtr connection = virConnectOpen("test:///default");
    virStoragePoolPtr pool = virStoragePoolLookupByName(connection, "default-pool");
    virDomainPtr domain = virDomainLookupByName(connection, "test");

    virStorageVolCreateXML(pool, "<volume><name>first</name><capacity>1048576</capacity></volume>", 0);
    virDomainSnapshotCreateXML(domain, "<domainsnapshot><name>first</name></domainsnapshot>", 0);
    virDomainCheckpointCreateXML(domain, "<domaincheckpoint><name>first</name></domaincheckpoint>", 0);
    virSecretDefineXML(connection, "<secret><usage type='volume'><volume>/first</volume></usage></secret>", 0);
    own.connection = connection;
    find(&own);
    watching.connection = virConnectOpenReadOnly("test:///default");
    find(&watching);
    domains[0] = own.domain;
    texts[0] = (char *)"first";
    texts[1] = (char *)"second";
}

int main(int argc, char **argv)
{
    virInitialize();
    virAdmInitialize();
    virSetErrorFunc(NULL, ignore_error);
    set_up();
    for (const struct called *function = functions; function->name; function++) {
        int is_meant = argc < 2;

        for (int index = 1; index < argc; index++)
            is_meant |= strcmp(argv[index], function->name) == 0;
        if (is_meant)
            function->call();
    }
    return 0;
}
