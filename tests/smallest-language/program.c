// The smallest program in a language that has no package: what connecting, listing, errors and the life of a guest take.
// It does by hand what a language's own files do (docs/a-new-language.md), and keeps to a few of the shared vectors.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ferrovirt_calls.h"
#include "numbers.h"

#define CHECK(condition) \
    ((condition) ? (void)0 : (fprintf(stderr, "%s:%d: not so: %s\n", __FILE__, __LINE__, #condition), exit(1)))

// Arguments, one after the other.
typedef struct {
    uint8_t bytes[1024];
    size_t length;
} arguments;

static void put_number(arguments *to, uint64_t number, int size) {
    CHECK(to->length + 8 <= sizeof to->bytes);
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
        to->bytes[to->length++] = (uint8_t)(number >> shift);
    }
}

static void put_text(arguments *to, const char *text) {
    size_t length = strlen(text);
    put_number(to, length, 4);
    CHECK(to->length + length <= sizeof to->bytes);
    memcpy(to->bytes + to->length, text, length);
    to->length += length;
}

// What is left to read of an answer.
typedef struct {
    const uint8_t *bytes;
    size_t length;
} content;

static uint64_t take_number(content *from, int size) {
    CHECK(from->length >= (size_t)size);
    uint64_t number = 0;
    for (int i = 0; i < size; i++) {
        number = number << 8 | *from->bytes++;
    }
    from->length -= size;
    return number;
}

static char *take_text(content *from) {
    size_t length = take_number(from, 4);
    CHECK(from->length >= length);
    char *text = strndup((const char *)from->bytes, length);
    from->bytes += length;
    from->length -= length;
    return text;
}

// An answer that is free of memory of its own when it was read.
static ferrovirt_answer answer;

static content answered(void) { return (content){ferrovirt_bytes(&answer), answer.length}; }

static uint64_t perform(uint32_t operation, uint64_t object, const arguments *given) {
    ferrovirt_free(answer.data, answer.capacity);
    ferrovirt_perform(operation, object, given ? given->bytes : NULL, given ? given->length : 0, &answer);
    if (answer.status == FERROVIRT_WAITS) {
        ferrovirt_wait(answer.waiting, 60000, &answer);
    }
    return answer.status;
}

// The code of the error that the last call failed with.
static int error_code(void) {
    CHECK(answer.status == FERROVIRT_FAILED);
    content error = answered();
    CHECK(take_number(&error, 4) == 1);
    return (int)take_number(&error, 4);
}

// A call that has to succeed; its result, if it is a number.
static uint64_t succeed(uint32_t operation, uint64_t object, const arguments *given) {
    if (perform(operation, object, given) != FERROVIRT_SUCCESS) {
        fprintf(stderr, "operation %u: status %d, code %d\n", operation, (int)answer.status, error_code());
        exit(1);
    }
    return answer.number;
}

static uint64_t open_connection(const char *uri, int is_read_only) {
    arguments given = {{0}, 0};
    put_text(&given, uri);
    put_number(&given, is_read_only, 1);
    // Neither a user's name nor a password.
    put_number(&given, 0, 2);
    return perform(OPEN, 0, &given) == FERROVIRT_SUCCESS ? answer.number : 0;
}

static uint64_t lookup(uint64_t connection, const char *name) {
    arguments given = {{0}, 0};
    put_text(&given, name);
    return perform(CONNECTION_LOOKUP_DOMAIN_BY_NAME, connection, &given) == FERROVIRT_SUCCESS ? answer.number : 0;
}

static void connect_and_list(void) {
    CHECK(open_connection("bogus:///x", 0) == 0 && error_code() == 5);
    uint64_t connection = open_connection("test:///default?clock=1000000000", 1);
    CHECK(connection != 0);
    arguments flags = {{0}, 0};
    put_number(&flags, 0, 4);
    succeed(CONNECTION_LIST_ALL_DOMAINS, connection, &flags);
    content list = answered();
    uint64_t n_domains = take_number(&list, 4);
    CHECK(n_domains == 1 && list.length == 8 * n_domains);
    uint64_t domain = take_number(&list, 8);
    succeed(DOMAIN_NAME, domain, NULL);
    content name = answered();
    char *text = take_text(&name);
    CHECK(strcmp(text, "test") == 0);
    free(text);
    // Another handle of the same domain is equal to it; the one that is an argument becomes the operation's.
    arguments other = {{0}, 0};
    put_number(&other, ferrovirt_duplicate(CLASS_DOMAIN, domain), 8);
    CHECK(succeed(DOMAIN_TRAIT_EQUAL, domain, &other) == 1);
    // A connection that may only look.
    CHECK(perform(DOMAIN_SUSPEND, domain, NULL) == FERROVIRT_FAILED && error_code() == 29);
    ferrovirt_release(CLASS_DOMAIN, domain);
    ferrovirt_release(CLASS_CONNECTION, connection);
}

// The state of a domain: the first field of the record that says it, an enumeration that counts from 1.
static int state(uint64_t domain) {
    arguments flags = {{0}, 0};
    put_number(&flags, 0, 4);
    succeed(DOMAIN_STATE, domain, &flags);
    content record = answered();
    return (int)take_number(&record, 4) - 1;
}

static void life_of_a_domain(void) {
    enum { RUNNING = 1, PAUSED = 3, SHUTOFF = 5 };
    uint64_t connection = open_connection("test:///default?clock=1000000000", 0);
    arguments document = {{0}, 0};
    put_text(&document, "<domain type='test'><name>g\xc3\xa4st</name><memory unit='MiB'>64</memory>"
                        "<os><type>hvm</type></os></domain>");
    uint64_t domain = succeed(CONNECTION_DEFINE_DOMAIN_XML, connection, &document);
    CHECK(state(domain) == SHUTOFF);
    succeed(DOMAIN_CREATE, domain, NULL);
    CHECK(state(domain) == RUNNING);
    succeed(DOMAIN_SUSPEND, domain, NULL);
    CHECK(state(domain) == PAUSED);
    succeed(DOMAIN_RESUME, domain, NULL);
    succeed(DOMAIN_DESTROY, domain, NULL);
    CHECK(perform(DOMAIN_DESTROY, domain, NULL) == FERROVIRT_FAILED && error_code() == 55);
    succeed(DOMAIN_UNDEFINE, domain, NULL);
    CHECK(lookup(connection, "g\xc3\xa4st") == 0 && error_code() == 42);
    ferrovirt_release(CLASS_DOMAIN, domain);
    ferrovirt_release(CLASS_CONNECTION, connection);
}

int main(void) {
    if (ferrovirt_definition() != DEFINITION) {
        fputs("the library is of another definition than numbers.h\n", stderr);
        return 1;
    }
    connect_and_list();
    life_of_a_domain();
    ferrovirt_free(answer.data, answer.capacity);
    return 0;
}
