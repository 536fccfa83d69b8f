/* Errors: by thread, by connection, functions that are told of them, copies, the default function's line. */
#include "show.h"

#include <pthread.h>
#include <unistd.h>

static void told(void *data, virErrorPtr error)
{
    printf("%s is told of %d\n", (const char *)data, error->code);
}

static void *elsewhere(void *data)
{
    (void)data;
    printf("another thread has %d\n", virGetLastErrorCode());
    virDomainLookupByName(NULL, "a");
    printf("another thread has %d now\n", virGetLastErrorCode());
    return NULL;
}

int main(void)
{
    virConnectPtr connection;
    virErrorPtr saved;
    virError copy;
    pthread_t thread;

    virInitialize();
    printf("%s\n", virGetLastErrorMessage());
    virSetErrorFunc((void *)"the program", told);
    connection = virConnectOpen("test:///default");
    virDomainLookupByName(connection, "nobody");
    printf("%d %d %.16s\n", virGetLastErrorCode(), virGetLastErrorDomain(), virGetLastErrorMessage());
    pthread_create(&thread, NULL, elsewhere, NULL);
    pthread_join(thread, NULL);
    printf("this thread has %d\n", virGetLastErrorCode());

    saved = virSaveLastError();
    memset(&copy, 0, sizeof(copy));
    NUMBER(virCopyLastError(&copy));
    virResetLastError();
    printf("%s, saved %d, copied %d\n", virGetLastError() ? "an error" : "no error", saved->code, copy.code);
    virResetError(&copy);
    virFreeError(saved);

    virConnSetErrorFunc(connection, (void *)"the connection", told);
    virDomainLookupByName(connection, "nobody");
    NUMBER(virConnGetLastError(connection)->code);
    memset(&copy, 0, sizeof(copy));
    NUMBER(virConnCopyLastError(connection, &copy));
    printf("%d\n", copy.code);
    virResetError(&copy);
    virConnResetLastError(connection);
    NUMBER(virConnGetLastError(connection)->code);
    virConnSetErrorFunc(connection, NULL, NULL);

    /* The default function writes to standard error. */
    virSetErrorFunc(NULL, NULL);
    fflush(stdout);
    dup2(1, 2);
    virDomainGetInfo(NULL, NULL);
    NUMBER(virConnectNumOfDomains(connection));
    printf("%s\n", virGetLastError() ? "an error" : "a call that succeeds leaves none");
    virSetErrorFunc(NULL, show_nothing);
    NUMBER(virConnectClose(connection));
    return 0;
}
