// Calls of the core. Its threads never enter Go: a call that was woken goes into a list, and a byte into a pipe that
// Go's own poller waits for.
#include "operations.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { POLLING, WOKEN, PARKED };
enum { READY = 0 };

// Exactly one continuation follows each poll, so that this belongs to the poller until it parks, to the core until the
// continuation comes, and to whoever takes it from the list then.
struct ferrovirt_waiting {
    uint64_t future;
    const ferrovirt_future *kind;
    atomic_int state;
    int8_t poll;
    ferrovirt_waiting *next;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static ferrovirt_waiting *woken_first;
static ferrovirt_waiting **woken_last = &woken_first;
static int pipe_ends[2] = {-1, -1};

static void add_woken(ferrovirt_waiting *waiting) {
    waiting->next = NULL;
    pthread_mutex_lock(&lock);
    int was_empty = woken_first == NULL;
    *woken_last = waiting;
    woken_last = &waiting->next;
    int end = pipe_ends[1];
    pthread_mutex_unlock(&lock);
    if (was_empty && end >= 0) {
        // A full pipe says the same.
        ssize_t written = write(end, "", 1);
        (void)written;
    }
}

static void woken(uint64_t data, int8_t poll) {
    ferrovirt_waiting *waiting = (ferrovirt_waiting *)(uintptr_t)data;
    waiting->poll = poll;
    int expected = POLLING;
    if (!atomic_compare_exchange_strong(&waiting->state, &expected, WOKEN)) {
        add_woken(waiting);
    }
}

static int set_up(int end) {
    return fcntl(end, F_SETFD, FD_CLOEXEC) == 0 && fcntl(end, F_SETFL, O_NONBLOCK) == 0;
}

int ferrovirt_wakeups(void) {
    int ends[2];
    if (pipe(ends) != 0) {
        return -1;
    }
    if (!set_up(ends[0]) || !set_up(ends[1])) {
        close(ends[0]);
        close(ends[1]);
        return -1;
    }
    pthread_mutex_lock(&lock);
    pipe_ends[0] = ends[0];
    pipe_ends[1] = ends[1];
    int has_some = woken_first != NULL;
    pthread_mutex_unlock(&lock);
    if (has_some) {
        ssize_t written = write(ends[1], "", 1);
        (void)written;
    }
    return ends[0];
}

ferrovirt_waiting *ferrovirt_next_woken(void) {
    pthread_mutex_lock(&lock);
    ferrovirt_waiting *waiting = woken_first;
    if (waiting != NULL) {
        woken_first = waiting->next;
        if (woken_first == NULL) {
            woken_last = &woken_first;
        }
    }
    pthread_mutex_unlock(&lock);
    return waiting;
}

// Puts the end of a call into its answer.
static void settle(ferrovirt_answer *answer, ferrovirt_status *status) {
    answer->code = status->code;
    if (status->code != 0) {
        answer->buffer = status->error;
    }
    ferrovirt_buffer buffer = answer->buffer;
    if (buffer.data != NULL && buffer.length <= FERROVIRT_SMALL) {
        memcpy(answer->small, buffer.data, buffer.length);
        answer->is_small = 1;
        ferrovirt_free_buffer(buffer);
    }
}

static void go_on(ferrovirt_waiting *waiting, ferrovirt_answer *answer) {
    for (;;) {
        atomic_store(&waiting->state, POLLING);
        waiting->kind->poll(waiting->future, woken, (uint64_t)(uintptr_t)waiting);
        int expected = POLLING;
        if (atomic_compare_exchange_strong(&waiting->state, &expected, PARKED)) {
            // From here it is the core's.
            answer->waiting = waiting;
            answer->code = FERROVIRT_WAITS;
            return;
        }
        if (waiting->poll == READY) {
            break;
        }
    }
    ferrovirt_status status = {0};
    waiting->kind->complete(waiting->future, answer, &status);
    waiting->kind->release(waiting->future);
    free(waiting);
    settle(answer, &status);
}

void ferrovirt_perform(uint32_t operation, uint64_t object, const uint8_t *arguments, ferrovirt_answer *answer) {
    ferrovirt_call call = {.arguments = arguments, .object = object, .answer = answer};
    ferrovirt_operations[operation](&call);
    if (call.kind == NULL) {
        settle(answer, &call.status);
        return;
    }
    ferrovirt_waiting *waiting = malloc(sizeof *waiting);
    if (waiting == NULL) {
        call.kind->release(call.future);
        answer->code = 2;
        return;
    }
    *waiting = (ferrovirt_waiting){.future = call.future, .kind = call.kind};
    go_on(waiting, answer);
}

void ferrovirt_resume(ferrovirt_waiting *waiting, ferrovirt_answer *answer) { go_on(waiting, answer); }

void ferrovirt_abandon(ferrovirt_waiting *waiting) { waiting->kind->release(waiting->future); }

void ferrovirt_discard(ferrovirt_waiting *waiting) { free(waiting); }

uint64_t ferrovirt_take_number(ferrovirt_call *call) {
    uint64_t number;
    memcpy(&number, call->arguments, sizeof number);
    call->arguments += sizeof number;
    return number;
}

double ferrovirt_take_double(ferrovirt_call *call) {
    uint64_t bits = ferrovirt_take_number(call);
    double number;
    memcpy(&number, &bits, sizeof number);
    return number;
}

uint64_t ferrovirt_bits(double number) {
    uint64_t bits;
    memcpy(&bits, &number, sizeof bits);
    return bits;
}

ferrovirt_buffer ferrovirt_take_buffer(ferrovirt_call *call) {
    uint64_t length = ferrovirt_take_number(call);
    ferrovirt_buffer buffer = ffi_ferrovirt_bindings_rustbuffer_alloc(length, &call->status);
    if (length > 0 && buffer.length == length) {
        memcpy(buffer.data, call->arguments, length);
    }
    call->arguments += length;
    return buffer;
}

void ferrovirt_free_buffer(ferrovirt_buffer buffer) {
    ferrovirt_status status = {0};
    ffi_ferrovirt_bindings_rustbuffer_free(buffer, &status);
}

uint32_t ferrovirt_contract(void) { return ffi_ferrovirt_bindings_uniffi_contract_version(); }
