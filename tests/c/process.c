/* The library in a process: many threads on one connection and on many, threads that end, a child after fork, unloading. */
#include "show.h"

#include <dlfcn.h>
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

#define THREADS 8
#define ROUNDS 200

static virConnectPtr shared;

static void *work(void *data)
{
    long failures = 0;
    char name[32], xml[256];
    virConnectPtr own = virConnectOpen("test:///default");

    snprintf(name, sizeof(name), "thread-%ld", (long)data);
    snprintf(xml, sizeof(xml), "<domain type='test'><name>%s</name><memory>1024</memory><os><type>hvm</type></os></domain>",
             name);
    for (int round = 0; round < ROUNDS; round++) {
        virConnectPtr connection = round % 2 ? shared : own;
        virDomainPtr domain = virDomainDefineXML(connection, xml);
        virDomainPtr found = virDomainLookupByName(connection, name);
        virDomainInfo info;

        failures += !domain || !found || virDomainCreate(found) < 0 || virDomainGetInfo(domain, &info) < 0;
        failures += virDomainLookupByName(connection, "nobody") != NULL || virGetLastErrorCode() != VIR_ERR_NO_DOMAIN;
        failures += virDomainDestroy(found) < 0 || virDomainUndefine(domain) < 0;
        virDomainFree(found);
        virDomainFree(domain);
    }
    virConnectClose(own);
    return (void *)failures;
}

static pthread_key_t key;

/* What a program does for a thread that ends comes after the library's own end of that thread. */
static void leave(void *data)
{
    (void)data;
    printf("a thread that ends finds %s", virDomainLookupByName(shared, "nobody") ? "somebody" : "nobody");
    printf(", and %d domains\n", virConnectNumOfDomains(shared));
}

static void *end(void *data)
{
    virDomainLookupByName(shared, "nobody");
    virConnectNumOfDomains(shared);
    virDomainLookupByName(shared, "nobody");
    pthread_setspecific(key, data);
    return NULL;
}

static int child(void)
{
    virConnectPtr connection = virConnectOpen("test:///default");
    int count = virConnectNumOfDomains(connection);

    virConnectClose(connection);
    return count;
}

int main(void)
{
    pthread_t threads[THREADS];
    void *library;
    int status = 0;
    pid_t pid;

    shared = open_test();
    for (long index = 0; index < THREADS; index++)
        pthread_create(&threads[index], NULL, work, (void *)index);
    for (int index = 0; index < THREADS; index++) {
        void *failures = NULL;

        pthread_join(threads[index], &failures);
        printf("thread %d: %ld failures\n", index, (long)failures);
    }
    NUMBER(virConnectNumOfDefinedDomains(shared));
    pthread_key_create(&key, leave);
    pthread_create(&threads[0], NULL, end, &key);
    pthread_join(threads[0], NULL);

    fflush(stdout);
    pid = fork();
    if (pid == 0)
        _exit(child());
    waitpid(pid, &status, 0);
    printf("the child sees %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    NUMBER(virConnectNumOfDomains(shared));
    NUMBER(virConnectClose(shared));

    for (int round = 0; round < 3; round++) {
        library = dlopen("libvirt-qemu.so.0", RTLD_NOW | RTLD_LOCAL);
        printf("%s\n", library && dlsym(library, "virDomainQemuMonitorCommand") ? "loaded" : "not loaded");
        printf("%d\n", library ? dlclose(library) : -1);
    }
    return 0;
}
