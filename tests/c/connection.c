/* Connections: opening, what they say of themselves and their host, references, closing. */
#include "show.h"

int main(void)
{
    unsigned long version = 0;
    virConnectPtr connection, other;
    virNodeInfo host;
    char **models = NULL;

    NUMBER(virInitialize());
    NUMBER(virGetVersion(&version, NULL, NULL));
    printf("%lu\n", version);
    OBJECT(connection, open_test());
    TEXT(virConnectGetType(connection));
    NUMBER(virConnectGetVersion(connection, &version));
    printf("%lu\n", version);
    NUMBER(virConnectGetLibVersion(connection, &version));
    printf("%lu\n", version);
    OWNED(virConnectGetURI(connection));
    NUMBER(virConnectIsAlive(connection));
    NUMBER(virConnectIsEncrypted(connection));
    NUMBER(virConnectIsSecure(connection));
    NUMBER(virConnectGetMaxVcpus(connection, NULL));
    NUMBER(virNodeGetInfo(connection, &host));
    printf("%s %lu %u %u %u %u %u %u\n", host.model, host.memory, host.cpus, host.mhz, host.nodes, host.sockets,
           host.cores, host.threads);
    NUMBER(virConnectCompareCPU(connection, "<cpu><model>nonsense</model></cpu>", 0) < 0);
    NUMBER(virConnectGetCPUModelNames(connection, "i686", &models, 0) > 0);
    for (char **model = models; model && *model; model++)
        free(*model);
    free(models);

    NUMBER(virConnectRef(connection));
    NUMBER(virConnectClose(connection));
    NUMBER(virConnectNumOfDomains(connection));
    NUMBER(virConnectClose(connection));

    OBJECT(other, virConnectOpenReadOnly("test:///default"));
    NUMBER(virConnectNumOfDomains(other));
    OBJECT(connection, virConnectOpenAuth("test:///default", virConnectAuthPtrDefault, 0));
    NUMBER(virConnectNumOfDefinedDomains(connection));
    NUMBER(virConnectClose(other));
    NUMBER(virConnectClose(connection));
    NUMBER(virConnectClose(NULL));
    return 0;
}
