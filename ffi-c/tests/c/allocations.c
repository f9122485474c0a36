/* Building a URL into the caller's buffer and a limiter's decision allocate nothing. glibc: every allocation of the
   program and of the library comes through the functions below. */
#include <errno.h>

#include "check.h"

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);

static unsigned long allocations;

void *malloc(size_t size) {
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    allocations++;
    return __libc_realloc(old, size);
}

int posix_memalign(void **out, size_t alignment, size_t size) {
    allocations++;
    *out = __libc_memalign(alignment, size);
    return *out == NULL ? ENOMEM : 0;
}

void *aligned_alloc(size_t alignment, size_t size) {
    allocations++;
    return __libc_memalign(alignment, size);
}

int main(void) {
    static char url[8192], content[1024];
    zegoapi_app_t *app = NULL;
    zegoapi_endpoint_t *endpoint = NULL;
    zegoapi_command_t *command = NULL;
    zegoapi_limiter_t *limiter = NULL;
    zegoapi_str_t users[10], text = {content, sizeof content};
    zegoapi_stamp_t stamp;
    static const uint8_t random[8] = {1, 2, 3, 4, 5, 6, 7, 8};
    size_t len = 0;
    memset(content, '&', sizeof content);
    for (size_t user = 0; user < 10; user++) {
        users[user] = str("user");
    }
    unsigned long before = allocations;
    zegoapi_app_new(12345, str("9193cc662a4c0ec135ec71fb57194b38"), &app, NULL);
    zegoapi_endpoint_new_in_region(str(""), &endpoint, NULL);
    zegoapi_command_new_to_users(str("room1"), str("server"), users, 10, text, &command, NULL);
    zegoapi_limiter_new(100, 1000, &limiter, NULL);
    /* The hook is in place, or nothing below would mean anything. */
    CHECK(allocations > before);

    before = allocations;
    for (int64_t round = 0; round < 1000; round++) {
        zegoapi_error_t *error = NULL;
        CHECK_NUMBER(zegoapi_stamp_from_random(random, round, &stamp, &error), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_command_write_url(command, app, endpoint, &stamp, url, sizeof url, &len, &error),
                     ZEGOAPI_OK);
    }
    CHECK(len > 3000);
    CHECK_NUMBER(allocations - before, 0);

    unsigned passed = 0, refused = 0;
    uint64_t turn = 0;
    for (uint64_t now = 0; now < 20000; now++) {
        /* The queue of those who wait has been made when the first one has waited. */
        if (refused == 1) {
            before = allocations;
        }
        uint64_t ticket = 0, until = 0;
        /* One that waits asks again with its turn, as real calls do. */
        CHECK_NUMBER(zegoapi_limiter_ask(limiter, turn, now, now + 10000, &ticket, &turn, &until, NULL), ZEGOAPI_OK);
        if (ticket != 0) {
            passed++;
            turn = 0;
            CHECK_NUMBER(zegoapi_limiter_written(limiter, ticket, now, 5, NULL), ZEGOAPI_OK);
            zegoapi_status_t (*tell)(zegoapi_limiter_t *, uint64_t, uint64_t, zegoapi_error_t **) =
                passed % 100 == 0  ? zegoapi_limiter_refused
                : passed % 10 == 0 ? zegoapi_limiter_not_sent
                                   : zegoapi_limiter_finished;
            CHECK_NUMBER(tell(limiter, ticket, now, NULL), ZEGOAPI_OK);
        } else {
            refused++;
        }
    }
    CHECK(passed > 1000 && refused > 1000);
    CHECK_NUMBER(allocations - before, 0);
    zegoapi_limiter_free(limiter);
    zegoapi_command_free(command);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
    return finish("allocations");
}
