/* Time define, start, destroy and undefine of one guest through whichever libvirt.so.0 the loader finds.
 *
 *   lifecycle URI DOCUMENT ROUNDS      -> "operation milliseconds" lines: the median of the rounds
 *
 * The Rust example `lifecycle` of the `ferrovirt` crate prints the same lines for our library.
 */
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MOST_ROUNDS 1000

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1e3 + t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void report(const char *operation, double *times, int rounds)
{
    qsort(times, rounds, sizeof(*times), compare);
    printf("%s %.2f\n", operation, times[rounds / 2]);
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = calloc(1, 1 << 20);
    if (!file || !text || !fread(text, 1, (1 << 20) - 1, file)) {
        fprintf(stderr, "cannot read %s\n", path);
        exit(2);
    }
    fclose(file);
    return text;
}

static void fail(const char *operation)
{
    fprintf(stderr, "%s FAILED %s\n", operation, virGetLastErrorMessage());
    exit(1);
}

int main(int argc, char **argv)
{
    static double define[MOST_ROUNDS], start[MOST_ROUNDS], destroy[MOST_ROUNDS], undefine[MOST_ROUNDS];
    if (argc != 4) {
        fprintf(stderr, "usage: lifecycle URI DOCUMENT ROUNDS\n");
        return 2;
    }
    int rounds = atoi(argv[3]);
    if (rounds < 1 || rounds > MOST_ROUNDS)
        return 2;
    char *document = read_file(argv[2]);
    virConnectPtr connection = virConnectOpen(argv[1]);
    if (!connection)
        fail("open");
    for (int i = 0; i < rounds; i++) {
        double t0 = now();
        virDomainPtr domain = virDomainDefineXML(connection, document);
        if (!domain)
            fail("define");
        double t1 = now();
        if (virDomainCreate(domain) < 0)
            fail("start");
        double t2 = now();
        if (virDomainDestroy(domain) < 0)
            fail("destroy");
        double t3 = now();
        if (virDomainUndefine(domain) < 0)
            fail("undefine");
        double t4 = now();
        virDomainFree(domain);
        define[i] = t1 - t0;
        start[i] = t2 - t1;
        destroy[i] = t3 - t2;
        undefine[i] = t4 - t3;
    }
    report("define", define, rounds);
    report("start", start, rounds);
    report("destroy", destroy, rounds);
    report("undefine", undefine, rounds);
    virConnectClose(connection);
    return 0;
}
