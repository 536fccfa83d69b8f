/* How the programs show what a library did: a line per call, with the error of one that failed. */
#ifndef SHOW_H
#define SHOW_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

static inline void show_failure(void)
{
    virErrorPtr error = virGetLastError();

    if (error)
        printf("  failed: code %d", error->code);
    printf("\n");
    fflush(stdout);
}

/* A call that gives a number; what it was is the macro's value. */
#define NUMBER(call) show_number(#call, (long long)(call))
static inline long long show_number(const char *call, long long answer)
{
    printf("%s = %lld", call, answer);
    show_failure();
    return answer;
}

/* A text that stays the library's, and one that is the program's now. */
#define TEXT(call) show_text(#call, (call))
static inline void show_text(const char *call, const char *answer)
{
    printf("%s = %s", call, answer ? answer : "nothing");
    show_failure();
}

#define OWNED(call) show_owned(#call, (call))
static inline void show_owned(const char *call, char *answer)
{
    show_text(call, answer);
    free(answer);
}

/* Whether a call gave an object. */
#define OBJECT(object, call)                                                                                              \
    do {                                                                                                                  \
        (object) = (call);                                                                                                \
        printf("%s: %s", #call, (object) ? "there" : "nothing");                                                          \
        show_failure();                                                                                                   \
    } while (0)

static inline void show_nothing(void *data, virErrorPtr error)
{
    (void)data;
    (void)error;
}

static inline virConnectPtr open_test(void)
{
    virSetErrorFunc(NULL, show_nothing);
    return virConnectOpen("test:///default");
}

#endif
