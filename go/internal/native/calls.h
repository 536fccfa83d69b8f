// How a call of the core looks to Go: arguments as bytes, an answer of fixed size, and no way back into Go.
#ifndef FERROVIRT_CALLS_H
#define FERROVIRT_CALLS_H

#include <stdint.h>

// What UniFFI passes by value: memory that the core owns.
typedef struct ferrovirt_buffer {
    uint64_t capacity;
    uint64_t length;
    uint8_t *data;
} ferrovirt_buffer;

// How a call ended: 0 well, 1 with an error of the definition, 2 with one of the conversion, 3 cancelled.
typedef struct ferrovirt_status {
    int8_t code;
    ferrovirt_buffer error;
} ferrovirt_status;

// Told once after each poll of a future: 0 when its answer is there, 1 when it should be polled again.
typedef void (*ferrovirt_continuation)(uint64_t data, int8_t poll);

// The call has no answer yet; `waiting` stands for it.
#define FERROVIRT_WAITS -1

// Answers up to this size need no memory of their own.
#define FERROVIRT_SMALL 488

typedef struct ferrovirt_waiting ferrovirt_waiting;

typedef struct ferrovirt_answer {
    // As in `ferrovirt_status`, or FERROVIRT_WAITS.
    int8_t code;
    // The buffer's content is in `small`, and nothing has to be freed.
    uint8_t is_small;
    // A number, or the bits of one with a fraction.
    uint64_t number;
    ferrovirt_buffer buffer;
    ferrovirt_waiting *waiting;
    uint8_t small[FERROVIRT_SMALL];
} ferrovirt_answer;

// Does an operation. The arguments are one after the other: a number as eight bytes, anything else as its length and
// its bytes. `object` is the handle of the object whose method it is; it stays the caller's.
void ferrovirt_perform(uint32_t operation, uint64_t object, const uint8_t *arguments, ferrovirt_answer *answer);

// Goes on with a call that `ferrovirt_next_woken` named.
void ferrovirt_resume(ferrovirt_waiting *waiting, ferrovirt_answer *answer);

// Gives a call up. `ferrovirt_next_woken` still names it once, unless it has already; then it is discarded.
void ferrovirt_abandon(ferrovirt_waiting *waiting);

// Frees what stands for an abandoned call.
void ferrovirt_discard(ferrovirt_waiting *waiting);

// A descriptor to read from: a byte comes when calls were woken. Negative when there is none.
int ferrovirt_wakeups(void);

// One of the calls that were woken since, or nothing.
ferrovirt_waiting *ferrovirt_next_woken(void);

// Frees a buffer.
void ferrovirt_free_buffer(ferrovirt_buffer buffer);

// Another handle of the same object, and the end of a handle, by the number of the class.
uint64_t ferrovirt_clone(uint32_t class, uint64_t object);
void ferrovirt_release(uint32_t class, uint64_t object);

// The version of UniFFI's contract that the linked library was built with.
uint32_t ferrovirt_contract(void);

#endif
