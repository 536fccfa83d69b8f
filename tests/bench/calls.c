/* Times calls of whichever libvirt.so.0 the loader finds, on the test driver with many defined domains.
 *
 *   calls [DOMAINS]      -> lines "call nanoseconds"
 *
 * "scale" is how many times one thread's calls eight threads do in the same time, and "scale-alone" what that would be on
 * two processors with nobody else on them: from the processor time of the calls, as long as threads do not wait for each
 * other.
 *
 * The same program runs with each library, so that they alone differ. A call that fails ends it.
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
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

/* The processor time of this process: what a call costs, whoever else is on the machine. No call waits for anything. */
static double spent(void)
{
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
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
    double begin = spent(), end = begin;
    long count = 0;
    while (end - begin < SECONDS) {
        for (int i = 0; i < 8; i++)
            call();
        count += 8;
        end = spent();
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

struct rate {
    double per_second, per_processor_second, waits_per_call;
};

/* The calls of so many threads, each with a domain of its own. */
static struct rate rate(int n_threads)
{
    pthread_t threads[THREADS];
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
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
    double elapsed = now() - begin;
    getrusage(RUSAGE_SELF, &after);
    double busy = (after.ru_utime.tv_sec - before.ru_utime.tv_sec) + (after.ru_stime.tv_sec - before.ru_stime.tv_sec) +
                  (after.ru_utime.tv_usec - before.ru_utime.tv_usec + after.ru_stime.tv_usec - before.ru_stime.tv_usec) / 1e6;
    double waits = after.ru_nvcsw - before.ru_nvcsw;
    return (struct rate){count / elapsed, count / busy, waits / count};
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
    struct rate one = rate(1), all = rate(THREADS);
    printf("scale %.2f\n", all.per_second / one.per_second);
    printf("scale-alone %.2f\n", all.waits_per_call > 0.001 ? 0 : 2 * all.per_processor_second / one.per_processor_second);
    virConnectClose(connection);
    return 0;
}
