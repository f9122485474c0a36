/* A test's tools: checks that count, and go on when one fails. One program, one result. */
#ifndef CHECK_H
#define CHECK_H

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zegoapi.h>

static unsigned long checks_done;
static unsigned long checks_failed;
/* What is being checked, for the message of a check that fails. */
static const char *checking = "";

/* Counts a check, and says where one failed. Returns whether it held. */
static inline int check_at(int held, const char *what, const char *file, int line) {
    checks_done++;
    if (!held) {
        checks_failed++;
        fprintf(stderr, "%s:%d: %s%s%s\n", file, line, checking, *checking ? ": " : "", what);
    }
    return held;
}

#define CHECK(what) check_at(!!(what), #what, __FILE__, __LINE__)

/* Compares two numbers and shows both. */
static inline int check_numbers(int64_t left, int64_t right, const char *what, const char *file, int line) {
    if (!check_at(left == right, what, file, line)) {
        fprintf(stderr, "    %" PRId64 " is not %" PRId64 "\n", left, right);
        return 0;
    }
    return 1;
}

#define CHECK_NUMBER(left, right) \
    check_numbers((int64_t)(left), (int64_t)(right), #left " == " #right, __FILE__, __LINE__)

static inline int same_text(zegoapi_str_t left, zegoapi_str_t right) {
    return left.len == right.len && (left.len == 0 || memcmp(left.data, right.data, left.len) == 0);
}

/* Compares two texts and shows both. */
static inline int check_texts(zegoapi_str_t left, zegoapi_str_t right, const char *what, const char *file, int line) {
    if (!check_at(same_text(left, right), what, file, line)) {
        fprintf(stderr, "    \"%.*s\" is not \"%.*s\"\n", (int)left.len, left.data, (int)right.len, right.data);
        return 0;
    }
    return 1;
}

#define CHECK_TEXT(left, right) check_texts(left, right, #left " == " #right, __FILE__, __LINE__)

/* Text of a C string. */
static inline zegoapi_str_t str(const char *text) {
    return zegoapi_str(text);
}

/* Ends the program, when going on makes no sense. */
static inline void stop_if(int wrong, const char *what) {
    if (wrong) {
        fprintf(stderr, "cannot go on: %s%s%s\n", checking, *checking ? ": " : "", what);
        exit(2);
    }
}

/* The end of main: says how many checks there were. */
static inline int finish(const char *program) {
    printf("%s: %lu checks, %lu failed\n", program, checks_done, checks_failed);
    return checks_failed == 0 ? 0 : 1;
}

#endif
