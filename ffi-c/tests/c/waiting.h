/* Sleeping, and waiting for the threads of a dispatcher. POSIX. */
#ifndef WAITING_H
#define WAITING_H

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#include "check.h"

static inline void sleep_ms(long ms) {
    struct timespec time = {ms / 1000, (ms % 1000) * 1000000L};
    nanosleep(&time, NULL);
}

static inline uint64_t now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

/* Waits until the workers of a dispatcher that was shut down are gone: they are nobody's to join, and a program that
   ends before them looks to valgrind as if it had lost their stacks. */
static inline void wait_for_workers(const zegoapi_dispatcher_t *dispatcher) {
    for (int tries = 0; zegoapi_dispatcher_workers(dispatcher) > 0 && tries < 20000; tries++) {
        sleep_ms(1);
    }
    CHECK_NUMBER(zegoapi_dispatcher_workers(dispatcher), 0);
    /* The last step of a thread comes after it has counted itself off. */
    sleep_ms(50);
}

#endif
