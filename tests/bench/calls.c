/* Times calls of whichever libvirt.so.0 the loader finds, on the test driver with many defined domains.
 *
 *   calls [DOMAINS]      -> lines "call nanoseconds"; "scale" is a quotient
 *
 * The same program runs with each library, so that they alone differ. A call that fails ends it.
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define THREADS 8
#define SECONDS 0.3

static virConnectPtr connection;
static virDomainPtr *domains;
static int n_domains;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec + time.tv_nsec / 1e9;
}

static void need(int holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "%s: %s\n", what, virGetLastErrorMessage());
    exit(1);
}

static virDomainPtr define(const char *name)
{
    char xml[2048];
    snprintf(xml, sizeof(xml),
             "<domain type='test'><name>%s</name><memory unit='MiB'>512</memory><vcpu>4</vcpu>"
             "<os><type arch='i686'>hvm</type><boot dev='hd'/></os><features><acpi/></features><clock offset='utc'/>"
             "<devices><disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='/images/%s'/>"
             "<target dev='vda' bus='virtio'/></disk><disk type='file' device='cdrom'><source file='/images/cd'/>"
             "<target dev='hdc' bus='ide'/><readonly/></disk><interface type='network'><source network='default'/>"
             "<model type='virtio'/></interface><console type='pty'/><graphics type='vnc' port='-1'/>"
             "<video><model type='vga'/></video></devices></domain>",
             name, name);
    virDomainPtr domain = virDomainDefineXML(connection, xml);
    need(domain != NULL, "define");
    return domain;
}

static void info(void)
{
    virDomainInfo info;
    need(virDomainGetInfo(domains[n_domains / 2], &info) == 0, "info");
}

static void by_name(void)
{
    virDomainPtr domain = virDomainLookupByName(connection, virDomainGetName(domains[n_domains / 2]));
    need(domain != NULL, "lookup by name");
    virDomainFree(domain);
}

static void by_uuid(void)
{
    unsigned char uuid[VIR_UUID_BUFLEN];
    virDomainGetUUID(domains[n_domains / 2], uuid);
    virDomainPtr domain = virDomainLookupByUUID(connection, uuid);
    need(domain != NULL, "lookup by UUID");
    virDomainFree(domain);
}

static void xml(void)
{
    char *text = virDomainGetXMLDesc(domains[n_domains / 2], VIR_DOMAIN_XML_INACTIVE);
    need(text != NULL, "XML");
    free(text);
}

static void define_undefine(void)
{
    virDomainPtr domain = define("one-more");
    need(virDomainUndefine(domain) == 0, "undefine");
    virDomainFree(domain);
}

static void list_all(void)
{
    virDomainPtr *all = NULL;
    int count = virConnectListAllDomains(connection, &all, 0);
    need(count >= n_domains, "list");
    for (int i = 0; i < count; i++)
        virDomainFree(all[i]);
    free(all);
}

static void all_statistics(void)
{
    virDomainStatsRecordPtr *all = NULL;
    need(virConnectGetAllDomainStats(connection, 0, &all, 0) >= n_domains, "statistics");
    virDomainStatsRecordListFree(all);
}

static void measure(const char *name, void (*call)(void))
{
    call();
    double begin = now(), end = begin;
    long count = 0;
    while (end - begin < SECONDS) {
        for (int i = 0; i < 8; i++)
            call();
        count += 8;
        end = now();
    }
    printf("%s %.0f\n", name, (end - begin) / count * 1e9);
    fflush(stdout);
}

static volatile int is_over;

static void *spin(void *opaque)
{
    virDomainPtr domain = opaque;
    virDomainInfo info;
    long count = 0;
    while (!is_over) {
        need(virDomainGetInfo(domain, &info) == 0, "info");
        count++;
    }
    return (void *)count;
}

/* Calls each second of so many threads, each with a domain of its own. */
static double rate(int n_threads)
{
    pthread_t threads[THREADS];
    is_over = 0;
    double begin = now();
    for (int i = 0; i < n_threads; i++)
        need(pthread_create(&threads[i], NULL, spin, domains[i * 7 % n_domains]) == 0, "thread");
    nanosleep(&(struct timespec){.tv_nsec = SECONDS * 1e9}, NULL);
    is_over = 1;
    long count = 0;
    for (int i = 0; i < n_threads; i++) {
        void *own;
        pthread_join(threads[i], &own);
        count += (long)own;
    }
    return count / (now() - begin);
}

int main(int argc, char **argv)
{
    n_domains = argc > 1 ? atoi(argv[1]) : 1000;
    need(n_domains > 0 && (connection = virConnectOpen("test:///default")) != NULL, "open");
    domains = calloc(n_domains, sizeof(*domains));
    for (int i = 0; i < n_domains; i++) {
        char name[32];
        snprintf(name, sizeof(name), "bench-%d", i);
        domains[i] = define(name);
    }
    measure("info", info);
    measure("lookup-by-name", by_name);
    measure("lookup-by-uuid", by_uuid);
    measure("xml", xml);
    measure("define+undefine", define_undefine);
    measure("list-all", list_all);
    measure("all-statistics", all_statistics);
    double one = rate(1);
    printf("scale %.2f\n", rate(THREADS) / one);
    virConnectClose(connection);
    return 0;
}
