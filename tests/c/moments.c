/* Snapshots and checkpoints of a guest. */
#include "show.h"

static void list(virDomainPtr domain)
{
    char *names[4] = { NULL };
    virDomainSnapshotPtr *snapshots = NULL;
    int count;

    NUMBER(virDomainSnapshotNum(domain, 0));
    count = (int)NUMBER(virDomainSnapshotListNames(domain, names, 4, 0));
    for (int index = 0; index < count; index++) {
        free(names[index]);
    }
    count = (int)NUMBER(virDomainListAllSnapshots(domain, &snapshots, VIR_DOMAIN_SNAPSHOT_LIST_ROOTS));
    for (int index = 0; index < count; index++)
        virDomainSnapshotFree(snapshots[index]);
    free(snapshots);
}

int main(void)
{
    virConnectPtr connection = open_test();
    virDomainPtr domain = virDomainLookupByName(connection, "test");
    virDomainSnapshotPtr first, second, found;
    virDomainCheckpointPtr checkpoint, same;
    char *text;

    NUMBER(virDomainHasCurrentSnapshot(domain, 0));
    OBJECT(found, virDomainSnapshotCurrent(domain, 0));
    OBJECT(first, virDomainSnapshotCreateXML(domain, "<domainsnapshot><name>first</name></domainsnapshot>", 0));
    OBJECT(second, virDomainSnapshotCreateXML(domain, "<domainsnapshot><name>second</name></domainsnapshot>", 0));
    OBJECT(found, virDomainSnapshotCreateXML(domain, "<domainsnapshot><name>second</name></domainsnapshot>", 0));
    list(domain);
    OBJECT(found, virDomainSnapshotGetParent(second, 0));
    TEXT(virDomainSnapshotGetName(found));
    virDomainSnapshotFree(found);
    NUMBER(virDomainSnapshotNumChildren(first, 0));
    NUMBER(virDomainSnapshotIsCurrent(second, 0));
    NUMBER(virDomainSnapshotHasMetadata(second, 0));
    printf("%s\n", virDomainSnapshotGetDomain(second) == domain ? "of the domain" : "of another domain");
    text = virDomainSnapshotGetXMLDesc(second, 0);
    printf("%s\n", text && strstr(text, "<name>second</name>") ? "a document" : "no document");
    free(text);
    NUMBER(virDomainRevertToSnapshot(first, 0));
    NUMBER(virDomainSnapshotIsCurrent(first, 0));
    NUMBER(virDomainSnapshotDelete(first, VIR_DOMAIN_SNAPSHOT_DELETE_CHILDREN_ONLY));
    list(domain);
    NUMBER(virDomainSnapshotDelete(first, 0));
    NUMBER(virDomainSnapshotDelete(first, 0));
    OBJECT(found, virDomainSnapshotLookupByName(domain, "first", 0));
    NUMBER(virDomainSnapshotFree(first));
    NUMBER(virDomainSnapshotFree(second));

    OBJECT(checkpoint, virDomainCheckpointCreateXML(domain, "<domaincheckpoint><name>one</name></domaincheckpoint>", 0));
    OBJECT(same, virDomainCheckpointLookupByName(domain, "one", 0));
    TEXT(virDomainCheckpointGetName(checkpoint));
    NUMBER(virDomainListAllCheckpoints(domain, NULL, 0));
    NUMBER(virDomainCheckpointDelete(checkpoint, 0));
    NUMBER(virDomainListAllCheckpoints(domain, NULL, 0));
    if (same)
        NUMBER(virDomainCheckpointFree(same));
    if (checkpoint)
        NUMBER(virDomainCheckpointFree(checkpoint));
    NUMBER(virDomainFree(domain));
    NUMBER(virConnectClose(connection));
    return 0;
}
