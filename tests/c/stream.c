/* Streams: a screenshot received piece by piece and as a whole, and what is refused. */
#include "show.h"

static int take(virStreamPtr stream, const char *data, size_t size, void *opaque)
{
    (void)stream;
    (void)data;
    *(size_t *)opaque += size;
    return (int)size;
}

static int refuse(virStreamPtr stream, const char *data, size_t size, void *opaque)
{
    (void)stream;
    (void)data;
    (void)size;
    (void)opaque;
    return -1;
}

int main(void)
{
    virConnectPtr connection = open_test();
    virDomainPtr domain = virDomainLookupByName(connection, "test");
    virStreamPtr stream;
    char buffer[1024];
    size_t total = 0;
    int got;

    OBJECT(stream, virStreamNew(connection, 0));
    NUMBER(virStreamRecv(stream, buffer, sizeof(buffer)) < 0);
    NUMBER(virStreamFinish(stream) < 0);
    OWNED(virDomainScreenshot(domain, stream, 0, 0));
    while ((got = virStreamRecv(stream, buffer, sizeof(buffer))) > 0)
        total += (size_t)got;
    printf("%s, then %d\n", total > 0 ? "bytes" : "nothing", got);
    NUMBER(virStreamFinish(stream));
    NUMBER(virStreamRef(stream));
    NUMBER(virStreamFree(stream));
    NUMBER(virStreamFree(stream));

    stream = virStreamNew(connection, 0);
    OWNED(virDomainScreenshot(domain, stream, 0, 0));
    size_t whole = 0;
    NUMBER(virStreamRecvAll(stream, take, &whole));
    printf("%s\n", whole == total ? "as many" : "not as many");
    NUMBER(virStreamFinish(stream));
    virStreamFree(stream);

    stream = virStreamNew(connection, 0);
    OWNED(virDomainScreenshot(domain, stream, 0, 0));
    NUMBER(virStreamRecvAll(stream, refuse, NULL));
    virStreamFree(stream);

    stream = virStreamNew(connection, VIR_STREAM_NONBLOCK);
    NUMBER(virStreamRecvAll(stream, take, &whole));
    NUMBER(virStreamEventUpdateCallback(stream, 1) < 0);
    NUMBER(virStreamEventRemoveCallback(stream) < 0);
    virStreamFree(stream);
    virDomainFree(domain);
    NUMBER(virConnectClose(connection));
    return 0;
}
