/*
 * The test guest's agent: answers on the virtio-serial port `org.qemu.guest_agent.0`, as QEMU's own agent does.
 *
 * It is for tests alone, and small: it knows the commands in `commands`, reads of a request only the members that
 * these take, and refuses everything else with the error class that QEMU's agent uses. Programs that test a stuck
 * agent stop it from the guest's console: `kill -STOP $(pidof guest-agent)`.
 */
#include <arpa/inet.h>
#include <dirent.h>
#include <fcntl.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/reboot.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#define PORT_NAME "org.qemu.guest_agent.0"

enum {
    MAX_REQUEST = 64 * 1024,
    MAX_REPLY = 64 * 1024,
    /* A sender puts this byte in front of a request to end whatever was cut off before it. */
    RESYNCHRONIZE = 0xff,
};

struct reply {
    char text[MAX_REPLY];
    size_t length;
};

static struct reply reply;

__attribute__((format(printf, 1, 2))) static void add(const char *format, ...)
{
    va_list arguments;
    size_t room = sizeof(reply.text) - reply.length;
    va_start(arguments, format);
    int n_written = vsnprintf(reply.text + reply.length, room, format, arguments);
    va_end(arguments);
    if (n_written > 0)
        reply.length += (size_t)n_written < room ? (size_t)n_written : room - 1;
}

static void add_string(const char *text)
{
    add("\"");
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            add("\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            add("\\u%04x", *text);
        else
            add("%c", *text);
    }
    add("\"");
}

static void add_error(const char *class, const char *format, const char *value)
{
    char description[256];
    reply.length = 0;
    snprintf(description, sizeof(description), format, value);
    add("{\"error\": {\"class\": \"%s\", \"desc\": ", class);
    add_string(description);
    add("}}");
}

/* The place right after `"name":` in a request, or NULL. Good enough where no string value holds such text. */
static const char *member(const char *request, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = strchr(request, '"'); at; at = strchr(at + 1, '"')) {
        if (strncmp(at + 1, name, length) != 0 || at[1 + length] != '"')
            continue;
        const char *value = at + length + 2;
        value += strspn(value, " \t\r\n");
        if (*value == ':')
            return value + 1 + strspn(value + 1, " \t\r\n");
    }
    return NULL;
}

static bool string_member(const char *request, const char *name, char *value, size_t size)
{
    const char *at = member(request, name);
    if (!at || *at != '"')
        return false;
    size_t length = strcspn(at + 1, "\"\\");
    if (at[1 + length] != '"' || length >= size)
        return false;
    memcpy(value, at + 1, length);
    value[length] = '\0';
    return true;
}

/* What a command does: writes its value with `add`, or reports with `add_error` and returns false. */
typedef bool handler(const char *request);

static bool guest_sync(const char *request)
{
    const char *id = member(request, "id");
    char *end = NULL;
    long long value = id ? strtoll(id, &end, 10) : 0;
    if (!id || end == id) {
        add_error("GenericError", "Parameter '%s' is missing", "id");
        return false;
    }
    add("%lld", value);
    return true;
}

static bool guest_ping(const char *request)
{
    (void)request;
    add("{}");
    return true;
}

static bool guest_get_host_name(const char *request)
{
    struct utsname name;
    (void)request;
    uname(&name);
    add("{\"host-name\": ");
    add_string(name.nodename);
    add("}");
    return true;
}

static void add_os_release(const char *key, const char *member_name)
{
    char line[256];
    size_t length = strlen(key);
    FILE *file = fopen("/etc/os-release", "re");
    while (file && fgets(line, sizeof(line), file)) {
        if (strncmp(line, key, length) != 0 || line[length] != '=')
            continue;
        char *value = line + length + 1;
        value += strspn(value, "\"");
        value[strcspn(value, "\"\n")] = '\0';
        add(", \"%s\": ", member_name);
        add_string(value);
    }
    if (file)
        fclose(file);
}

static bool guest_get_osinfo(const char *request)
{
    struct utsname name;
    (void)request;
    uname(&name);
    add("{\"kernel-release\": ");
    add_string(name.release);
    add(", \"kernel-version\": ");
    add_string(name.version);
    add(", \"machine\": ");
    add_string(name.machine);
    add_os_release("ID", "id");
    add_os_release("NAME", "name");
    add_os_release("PRETTY_NAME", "pretty-name");
    add_os_release("VERSION_ID", "version-id");
    add("}");
    return true;
}

static bool guest_get_time(const char *request)
{
    struct timespec now;
    (void)request;
    clock_gettime(CLOCK_REALTIME, &now);
    add("%lld", now.tv_sec * 1000000000LL + now.tv_nsec);
    return true;
}

static bool guest_get_timezone(const char *request)
{
    (void)request;
    add("{\"zone\": \"UTC\", \"offset\": 0}");
    return true;
}

static bool guest_get_users(const char *request)
{
    (void)request;
    add("[]");
    return true;
}

static bool guest_fsfreeze_status(const char *request)
{
    (void)request;
    add("\"thawed\"");
    return true;
}

static int prefix_length(const struct sockaddr *mask)
{
    const unsigned char *bytes = mask->sa_family == AF_INET ? (const void *)&((const struct sockaddr_in *)mask)->sin_addr
                                                            : (const void *)&((const struct sockaddr_in6 *)mask)->sin6_addr;
    int n_bits = 0;
    for (int i = 0; i < (mask->sa_family == AF_INET ? 4 : 16); i++)
        n_bits += __builtin_popcount(bytes[i]);
    return n_bits;
}

static void add_addresses(const struct ifaddrs *all, const char *nic)
{
    char text[INET6_ADDRSTRLEN];
    const char *separator = "";
    add(", \"ip-addresses\": [");
    for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
        if (!one->ifa_addr || !one->ifa_netmask || strcmp(one->ifa_name, nic) != 0)
            continue;
        bool is_v4 = one->ifa_addr->sa_family == AF_INET;
        if (!is_v4 && one->ifa_addr->sa_family != AF_INET6)
            continue;
        const void *address = is_v4 ? (const void *)&((struct sockaddr_in *)one->ifa_addr)->sin_addr
                                    : (const void *)&((struct sockaddr_in6 *)one->ifa_addr)->sin6_addr;
        inet_ntop(one->ifa_addr->sa_family, address, text, sizeof(text));
        add("%s{\"ip-address-type\": \"%s\", \"ip-address\": \"%s\", \"prefix\": %d}", separator, is_v4 ? "ipv4" : "ipv6",
            text, prefix_length(one->ifa_netmask));
        separator = ", ";
    }
    add("]");
}

static bool guest_network_get_interfaces(const char *request)
{
    struct ifaddrs *all;
    const char *separator = "";
    (void)request;
    if (getifaddrs(&all) != 0) {
        add_error("GenericError", "%s", "getifaddrs failed");
        return false;
    }
    add("[");
    for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
        /* Each card has exactly one entry of this family, addresses or not. */
        if (!one->ifa_addr || one->ifa_addr->sa_family != AF_PACKET)
            continue;
        const unsigned char *mac = ((const struct sockaddr_ll *)one->ifa_addr)->sll_addr;
        add("%s{\"name\": ", separator);
        add_string(one->ifa_name);
        add(", \"hardware-address\": \"%02x:%02x:%02x:%02x:%02x:%02x\"", mac[0], mac[1], mac[2], mac[3], mac[4], mac[5]);
        add_addresses(all, one->ifa_name);
        add("}");
        separator = ", ";
    }
    add("]");
    freeifaddrs(all);
    return true;
}

/* Reads or, with a value, writes whether a processor runs. The first one cannot be stopped and has no such file. */
static bool processor_online(int id, const char *value, char *found)
{
    char path[64];
    snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d/online", id);
    int file = open(path, (value ? O_WRONLY : O_RDONLY) | O_CLOEXEC);
    bool is_done = file >= 0 && (value ? write(file, value, 1) : read(file, found, 1)) == 1;
    if (file >= 0)
        close(file);
    return is_done;
}

static bool guest_get_vcpus(const char *request)
{
    char path[64];
    (void)request;
    add("[");
    for (int id = 0; id < 1024; id++) {
        char online = '1';
        snprintf(path, sizeof(path), "/sys/devices/system/cpu/cpu%d", id);
        if (access(path, F_OK) != 0)
            continue;
        bool can_stop = processor_online(id, NULL, &online);
        add("%s{\"logical-id\": %d, \"online\": %s, \"can-offline\": %s}", id ? ", " : "", id,
            online == '1' ? "true" : "false", can_stop ? "true" : "false");
    }
    add("]");
    return true;
}

static bool guest_set_vcpus(const char *request)
{
    int n_done = 0;
    for (const char *at = strchr(request, '['); at && (at = strchr(at, '{')); n_done++) {
        const char *end = strchr(at, '}');
        const char *id = member(at, "logical-id"), *online = member(at, "online");
        if (!end || !id || !online || id > end || online > end) {
            add_error("GenericError", "Parameter '%s' is missing", "logical-id");
            return false;
        }
        if (!processor_online(atoi(id), strncmp(online, "true", 4) == 0 ? "1" : "0", NULL)) {
            /* What was done before a failure counts; only a first failure is one. */
            if (n_done > 0)
                break;
            add_error("GenericError", "%s", "failed to change a processor");
            return false;
        }
        at = end;
    }
    add("%d", n_done);
    return true;
}

static bool guest_shutdown(const char *request)
{
    char mode[16] = "powerdown";
    if (member(request, "mode") && !string_member(request, "mode", mode, sizeof(mode)))
        mode[0] = '\0';
    static const struct {
        const char *mode;
        int command;
    } endings[] = {{"powerdown", (int)RB_POWER_OFF}, {"reboot", RB_AUTOBOOT}, {"halt", (int)RB_HALT_SYSTEM}};
    size_t i = 0;
    while (i < 3 && strcmp(endings[i].mode, mode) != 0)
        i++;
    if (i == 3) {
        add_error("GenericError", "Parameter 'mode' does not accept value '%s'", mode);
        return false;
    }
    if (system("announce FERROVIRT-GUEST-DOWN agent") != 0)
        fputs("guest-agent: no console to announce on\n", stderr);
    sync();
    reboot(endings[i].command);
    return true;
}

static handler guest_info;

static const struct command {
    const char *name;
    handler *run;
    /* A command that ends the guest answers only when it could not. */
    bool replies;
} commands[] = {
    {"guest-sync-delimited", guest_sync, true},
    {"guest-sync", guest_sync, true},
    {"guest-ping", guest_ping, true},
    {"guest-info", guest_info, true},
    {"guest-shutdown", guest_shutdown, false},
    {"guest-get-host-name", guest_get_host_name, true},
    {"guest-get-osinfo", guest_get_osinfo, true},
    {"guest-get-time", guest_get_time, true},
    {"guest-get-timezone", guest_get_timezone, true},
    {"guest-get-users", guest_get_users, true},
    {"guest-fsfreeze-status", guest_fsfreeze_status, true},
    {"guest-network-get-interfaces", guest_network_get_interfaces, true},
    {"guest-get-vcpus", guest_get_vcpus, true},
    {"guest-set-vcpus", guest_set_vcpus, true},
};

static const size_t n_commands = sizeof(commands) / sizeof(commands[0]);

static bool guest_info(const char *request)
{
    (void)request;
    add("{\"version\": \"ferrovirt-test-1\", \"supported_commands\": [");
    for (size_t i = 0; i < n_commands; i++)
        add("%s{\"name\": \"%s\", \"enabled\": true, \"success-response\": %s}", i ? ", " : "", commands[i].name,
            commands[i].replies ? "true" : "false");
    add("]}");
    return true;
}

/* Leaves in `reply` what is to be sent, which may be nothing. */
static void answer(const char *request)
{
    char name[64];
    reply.length = 0;
    if (!string_member(request, "execute", name, sizeof(name))) {
        add_error("GenericError", "%s", "QMP input lacks member 'execute'");
        add("\n");
        return;
    }
    for (size_t i = 0; i < n_commands; i++) {
        if (strcmp(commands[i].name, name) != 0)
            continue;
        if (strcmp(name, "guest-sync-delimited") == 0)
            add("%c", RESYNCHRONIZE);
        add("{\"return\": ");
        bool is_done = commands[i].run(request);
        if (is_done && !commands[i].replies) {
            reply.length = 0;
            return;
        }
        add(is_done ? "}\n" : "\n");
        return;
    }
    add_error("CommandNotFound", "The command %s has not been found", name);
    add("\n");
}

/* Cuts the incoming bytes into JSON objects by counting braces outside of strings. */
struct reader {
    char request[MAX_REQUEST];
    size_t length;
    int depth;
    bool in_string, is_escaped;
};

static void restart(struct reader *reader)
{
    reader->length = 0;
    reader->depth = 0;
    reader->in_string = reader->is_escaped = false;
}

/* True when `byte` completes a request. */
static bool take(struct reader *reader, unsigned char byte)
{
    if (byte == RESYNCHRONIZE || reader->length == MAX_REQUEST - 1) {
        restart(reader);
        return false;
    }
    if (reader->depth == 0 && byte != '{')
        return false;
    reader->request[reader->length++] = (char)byte;
    if (reader->in_string) {
        if (!reader->is_escaped && byte == '"')
            reader->in_string = false;
        reader->is_escaped = !reader->is_escaped && byte == '\\';
        return false;
    }
    reader->in_string = byte == '"';
    reader->depth += (byte == '{') - (byte == '}');
    if (reader->depth > 0)
        return false;
    reader->request[reader->length] = '\0';
    return true;
}

static void send_reply(int port)
{
    for (size_t n_sent = 0; n_sent < reply.length;) {
        ssize_t n = write(port, reply.text + n_sent, reply.length - n_sent);
        /* The host has gone: what is left of the reply has no reader. */
        if (n <= 0)
            return;
        n_sent += (size_t)n;
    }
}

/* The port's device, or -1: it comes with its driver, or is plugged in later. */
static int open_port(void)
{
    char path[512], name[64] = "";
    int port = -1;
    DIR *ports = opendir("/sys/class/virtio-ports");
    for (struct dirent *entry; ports && port < 0 && (entry = readdir(ports));) {
        snprintf(path, sizeof(path), "/sys/class/virtio-ports/%s/name", entry->d_name);
        FILE *file = fopen(path, "re");
        if (!file)
            continue;
        if (fscanf(file, "%63s", name) == 1 && strcmp(name, PORT_NAME) == 0) {
            snprintf(path, sizeof(path), "/dev/%s", entry->d_name);
            port = open(path, O_RDWR | O_CLOEXEC);
        }
        fclose(file);
    }
    if (ports)
        closedir(ports);
    return port;
}

int main(void)
{
    static struct reader reader;
    char bytes[4096];
    const struct timespec pause = {.tv_nsec = 100 * 1000 * 1000};

    for (;;) {
        int port = open_port();
        ssize_t n = 0;
        restart(&reader);
        /* End of file means that nobody is connected on the host; the port stays. */
        while (port >= 0 && (n = read(port, bytes, sizeof(bytes))) >= 0) {
            if (n == 0) {
                restart(&reader);
                nanosleep(&pause, NULL);
            }
            for (ssize_t i = 0; i < n; i++) {
                if (!take(&reader, (unsigned char)bytes[i]))
                    continue;
                answer(reader.request);
                restart(&reader);
                send_reply(port);
            }
        }
        if (port >= 0)
            close(port);
        nanosleep(&pause, NULL);
    }
}
