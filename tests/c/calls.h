/* What the generated calls need: the objects that they are made with, room for answers, and how a call is shown.
 *
 * A line is `FUNCTION CASE: ANSWER [code CODE]`. Each call has a process of its own: nothing that it does, even its end,
 * changes what the next one finds. */
#ifndef CALLS_H
#define CALLS_H

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libvirt/libvirt-admin.h>
#include <libvirt/libvirt-lxc.h>
#include <libvirt/libvirt-qemu.h>
#include <libvirt/libvirt.h>
#include <libvirt/virterror.h>

struct objects {
    virConnectPtr connection;
    virDomainPtr domain;
    virDomainSnapshotPtr snapshot;
    virDomainCheckpointPtr checkpoint;
    virNetworkPtr network;
    virNetworkPortPtr port;
    virStoragePoolPtr pool;
    virStorageVolPtr volume;
    virInterfacePtr interface;
    virNodeDevicePtr device;
    virSecretPtr secret;
    virNWFilterPtr filter;
    virNWFilterBindingPtr binding;
    virStreamPtr stream;
    virAdmConnectPtr administration;
    virAdmServerPtr server;
    virAdmClientPtr client;
};

/* The test driver's, and the same through a connection that may only look. */
extern struct objects own, watching;
/* A list of domains and a list of texts that end with null. */
extern virDomainPtr domains[2];
extern char *texts[3];

struct called {
    const char *name;
    void (*call)(void);
};

extern const struct called functions[];

/* Zeroed room for the argument with this number. */
void *room(int argument);
/* Whether this is the process that makes the call; false when that has ended. */
int begin(const char *function, const char *what);
/* Ends the line of a call. */
void show_end(void);

void ignore_error(void *data, virErrorPtr error);
void ignore_free(void *data);
int ignore_anything(void);

#define LINE(name, shown, declaration, call, show, after)                                                                \
    do {                                                                                                                 \
        if (begin(name, shown)) {                                                                                        \
            declaration call;                                                                                            \
            printf("%s %s: ", name, shown);                                                                              \
            show;                                                                                                        \
            show_end();                                                                                                  \
            after;                                                                                                       \
            _exit(0);                                                                                                    \
        }                                                                                                                \
    } while (0)
#define NUMBER(name, shown, call) LINE(name, shown, long long answer =, call, printf("%lld", answer), )
#define TEXT(name, shown, call)                                                                                           \
    LINE(name, shown, const void *answer =, call, printf("%s", answer ? "something" : "nothing"), )
#define POINTER(name, shown, call) TEXT(name, shown, call)
#define OWNED_TEXT(name, shown, call)                                                                                     \
    LINE(name, shown, char *answer =, call, printf("%s", answer ? "a text" : "nothing"), free(answer))
#define NOTHING(name, shown, call) LINE(name, shown, , call, printf("done"), )

#define XML_DOMAIN                                                                                                        \
    "<domain type='test'><name>new</name><memory>65536</memory><os><type>hvm</type></os><devices>"                        \
    "<disk type='file' device='disk'><source file='/new.img'/><target dev='vda' bus='virtio'/></disk></devices></domain>"
#define XML_NETWORK "<network><name>new</name><bridge name='virbr7'/></network>"
#define XML_PORT                                                                                                          \
    "<networkport><uuid>5d744f21-ba4a-4d6e-bdb2-30a35ff3207d</uuid><owner><name>test</name>"                              \
    "<uuid>6695eb01-f6a4-8304-79aa-97f2502e193f</uuid></owner></networkport>"
#define XML_POOL "<pool type='dir'><name>new</name><target><path>/new</path></target></pool>"
#define XML_VOLUME "<volume><name>new</name><capacity>1048576</capacity></volume>"
#define XML_SNAPSHOT "<domainsnapshot><name>new</name></domainsnapshot>"
#define XML_CHECKPOINT "<domaincheckpoint><name>new</name></domaincheckpoint>"
#define XML_INTERFACE "<interface type='ethernet' name='eth7'><start mode='none'/></interface>"
#define XML_DEVICE                                                                                                        \
    "<device><name>new</name><parent>scsi_host1</parent><capability type='scsi_host'>"                                    \
    "<capability type='fc_host'/></capability></device>"
#define XML_SECRET "<secret ephemeral='no' private='no'><usage type='volume'><volume>/new</volume></usage></secret>"
#define XML_FILTER "<filter name='new'/>"
#define XML_DISK "<disk type='file' device='disk'><source file='/b.img'/><target dev='vdb' bus='virtio'/></disk>"
#define XML_CPU "<cpu><arch>x86_64</arch><model>kvm64</model></cpu>"

#endif
