// Ferrovirt's operations by number, for languages that reach native code through C.
//
// What an operation's number is, which arguments it takes and what it gives follows from the definition; a generator
// writes that in each language. Values are in UniFFI's encoding: numbers are big-endian, a text or bytes are an int32
// length and the content, an optional value is a byte 0, or 1 and the value, a list is an int32 count and the items, an
// enumeration is an int32 from 1, a record is its fields, a union is an int32 from 1 and the variant's fields.
//
// Every function may be called from any thread, and none of them ever calls back.
#ifndef FERROVIRT_CALLS_H
#define FERROVIRT_CALLS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// How a call ended.
enum {
    // Well: the answer is the result.
    FERROVIRT_SUCCESS = 0,
    // With an error of the definition.
    FERROVIRT_FAILED = 1,
    // Not as the caller could expect: an argument could not be read, or the core failed. The answer is a text.
    FERROVIRT_REFUSED = 2,
    // Not yet: `waiting` stands for the call, and `number` is its token.
    FERROVIRT_WAITS = 3
};

typedef struct ferrovirt_waiting ferrovirt_waiting;

// What a call gave. It may be anything before.
typedef struct ferrovirt_answer {
    // A result that is a truth value (0 or 1), a number, the bits of one with a fraction, a set of flags, an open file
    // or a handle.
    uint64_t number;
    // Any other result, the error or the text: `length` bytes. They are in `small` if `capacity` is 0; otherwise at
    // `data`, and ferrovirt_free has to be called. See ferrovirt_bytes.
    uint8_t *data;
    size_t length;
    size_t capacity;
    ferrovirt_waiting *waiting;
    uint64_t status;
    uint8_t small[464];
} ferrovirt_answer;

#ifndef __cplusplus
_Static_assert(offsetof(ferrovirt_answer, small) == 16 + 4 * sizeof(void *), "as the library lays it out");
#endif

// The content of an answer.
static inline const uint8_t *ferrovirt_bytes(const ferrovirt_answer *answer) {
    return answer->capacity != 0 ? answer->data : answer->small;
}

// Does an operation. `object` is the handle of the object whose method it is, and stays the caller's; 0 for a function.
// Handles among the arguments become the operation's, whatever its end: give it those that ferrovirt_duplicate made.
// It never blocks.
void ferrovirt_perform(uint32_t operation, uint64_t object, const uint8_t *arguments, size_t length,
                       ferrovirt_answer *answer);

// Goes on with a call that waits: at once after ferrovirt_perform, and whenever ferrovirt_woken named its token. If it
// waits still, `waiting` may be another.
void ferrovirt_resume(ferrovirt_waiting *waiting, ferrovirt_answer *answer);

// Blocks until the call is over, for that many milliseconds at most unless they are negative.
void ferrovirt_wait(ferrovirt_waiting *waiting, int64_t milliseconds, ferrovirt_answer *answer);

// Gives a call up. What had not begun does not begin; a step that had goes on. Its token may still be named.
void ferrovirt_abandon(ferrovirt_waiting *waiting);

// A descriptor that a byte can be read from when calls were woken since ferrovirt_woken had no more of them. It does not
// block, and is the caller's; a further one takes its place. -1 when there is none to be had.
int32_t ferrovirt_wakeups(void);

// Takes the tokens of calls that were woken, and gives their number. Fewer than there is room for are all.
size_t ferrovirt_woken(uint64_t *tokens, size_t room);

// Frees the memory of an answer.
void ferrovirt_free(uint8_t *data, size_t capacity);

// Another handle of the same object, and the end of a handle, by the number of the class.
uint64_t ferrovirt_duplicate(uint32_t class_number, uint64_t object);
void ferrovirt_release(uint32_t class_number, uint64_t object);

// A number that differs when operations, their numbers or their values do: to be compared with that of the generated
// files before anything else.
uint64_t ferrovirt_definition(void);

#ifdef __cplusplus
}
#endif

#endif
