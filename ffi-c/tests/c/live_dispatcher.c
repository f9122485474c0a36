/* The dispatcher against the simulator: polled, waited for, called back, cancelled, full, shut down, forked. */
#include <sys/wait.h>

#include "simulator.h"

static zegoapi_dispatcher_t *dispatcher_new(uint64_t capacity, uint64_t workers) {
    zegoapi_options_t *options = NULL;
    zegoapi_dispatcher_t *dispatcher = NULL;
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_QUEUE_CAPACITY, capacity, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_WORKERS, workers, NULL);
    zegoapi_client_t *client = simulator_client(NULL);
    CHECK_NUMBER(zegoapi_dispatcher_new(client, options, &dispatcher, NULL), ZEGOAPI_OK);
    /* It keeps what it needs of both. */
    zegoapi_client_free(client);
    zegoapi_options_free(options);
    return dispatcher;
}

static void dispatcher_end(zegoapi_dispatcher_t *dispatcher) {
    zegoapi_unsent_t *unsent = NULL;
    CHECK_NUMBER(zegoapi_dispatcher_shutdown(dispatcher, 10000, &unsent, NULL), ZEGOAPI_OK);
    zegoapi_unsent_free(unsent);
    wait_for_workers(dispatcher);
    zegoapi_dispatcher_free(dispatcher);
}

static void polls(void) {
    checking = "polls";
    admin_reset(3);
    zegoapi_dispatcher_t *dispatcher = dispatcher_new(100, 4);
    uint64_t ids[4] = {0}, sum = 0;
    const char *users[4] = {"u1", "u2", "u3", "absent"};
    int refused = 0;
    for (size_t at = 0; at < 4; at++) {
        zegoapi_command_t *command = command_to(users[at]);
        CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &ids[at], NULL), ZEGOAPI_OK);
        CHECK_NUMBER(ids[at], at + 1);
        zegoapi_command_free(command);
    }
    for (int done = 0; done < 4;) {
        zegoapi_completion_t *completion = NULL;
        zegoapi_status_t status = done % 2 == 0 ? zegoapi_dispatcher_wait(dispatcher, 5000, &completion, NULL)
                                                : zegoapi_dispatcher_poll(dispatcher, &completion, NULL);
        CHECK_NUMBER(status, ZEGOAPI_OK);
        if (completion == NULL) {
            sleep_ms(1);
        } else {
            const zegoapi_reply_t *reply = zegoapi_completion_reply(completion);
            CHECK_NUMBER(zegoapi_completion_status(completion), ZEGOAPI_OK);
            CHECK(reply != NULL && zegoapi_completion_error(completion) == NULL);
            refused += (int)zegoapi_reply_fail_user_count(reply);
            sum += zegoapi_completion_id(completion);
            done++;
        }
        zegoapi_completion_free(completion);
    }
    CHECK_NUMBER(sum, 10);
    CHECK_NUMBER(refused, 1);
    CHECK_NUMBER(admin_messages("u1") + admin_messages("u2") + admin_messages("u3"), 3);
    zegoapi_completion_t *none = NULL;
    uint64_t before = now_ms();
    CHECK_NUMBER(zegoapi_dispatcher_wait(dispatcher, 30, &none, NULL), ZEGOAPI_OK);
    CHECK(none == NULL && now_ms() - before >= 25);
    CHECK_NUMBER(zegoapi_dispatcher_pending(dispatcher), 0);
    CHECK(zegoapi_dispatcher_workers(dispatcher) >= 1 && zegoapi_dispatcher_workers(dispatcher) <= 4);
    dispatcher_end(dispatcher);
}

struct heard {
    pthread_mutex_t mutex;
    unsigned count;
    unsigned accepted;
    zegoapi_dispatcher_t *freed_inside;
};

static void hear(void *user_data, zegoapi_completion_t *completion) {
    struct heard *heard = user_data;
    /* Late on purpose: the end of the dispatcher must wait for it. */
    sleep_ms(20);
    pthread_mutex_lock(&heard->mutex);
    heard->count++;
    heard->accepted += zegoapi_completion_status(completion) == ZEGOAPI_OK;
    pthread_mutex_unlock(&heard->mutex);
    zegoapi_completion_free(completion);
}

/* No callback comes after the end of its dispatcher: what it is told through may be gone by then. */
static void calls_back(int by_shutdown) {
    checking = by_shutdown ? "calls back, shut down" : "calls back, freed";
    admin_reset(1);
    admin_fault("{\"delay\":{\"ms\":100}}", "before", 20);
    struct heard heard = {PTHREAD_MUTEX_INITIALIZER, 0, 0, NULL};
    zegoapi_dispatcher_t *dispatcher = dispatcher_new(100, 3);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_unsent_t *unsent = NULL;
    unsigned accounted = 0;
    for (int job = 0; job < 12; job++) {
        uint64_t id = 0;
        zegoapi_status_t status =
            zegoapi_dispatcher_submit_with_callback(dispatcher, command, NULL, hear, &heard, &id, NULL);
        CHECK_NUMBER(status, ZEGOAPI_OK);
    }
    sleep_ms(50);
    if (by_shutdown) {
        CHECK_NUMBER(zegoapi_dispatcher_shutdown(dispatcher, 0, &unsent, NULL), ZEGOAPI_OK);
        accounted = (unsigned)zegoapi_unsent_count(unsent);
        CHECK(accounted >= 9);
    } else {
        zegoapi_dispatcher_free(dispatcher);
    }
    unsigned count = heard.count;
    CHECK_NUMBER(count + accounted, 12);
    sleep_ms(200);
    CHECK_NUMBER(heard.count, count);
    if (by_shutdown) {
        CHECK(zegoapi_unsent_id(unsent, 0) > 0);
        CHECK_NUMBER(zegoapi_unsent_id(unsent, accounted), 0);
        zegoapi_command_t *back = NULL;
        CHECK_NUMBER(zegoapi_unsent_take_command(unsent, 0, &back, NULL), ZEGOAPI_OK);
        zegoapi_command_free(back);
        CHECK_NUMBER(zegoapi_unsent_take_command(unsent, 0, &back, NULL), ZEGOAPI_ERROR_OUT_OF_RANGE);
        CHECK_NUMBER(zegoapi_unsent_take_command(unsent, SIZE_MAX, &back, NULL), ZEGOAPI_ERROR_OUT_OF_RANGE);
        uint64_t id = 7;
        CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL), ZEGOAPI_ERROR_CLOSED);
        CHECK_NUMBER(id, 0);
        wait_for_workers(dispatcher);
        zegoapi_unsent_free(unsent);
        zegoapi_dispatcher_free(dispatcher);
    }
    zegoapi_command_free(command);
}

static void hear_slowly(void *user_data, zegoapi_completion_t *completion) {
    sleep_ms(300);
    hear(user_data, completion);
}

/* The end waits for callbacks that have begun (slow ones, here). Freeing gives up the jobs that are out, at once, and
 * their callbacks hear of it before it returns. */
static void waits_for_callbacks(int by_shutdown, int out) {
    checking = by_shutdown ? "shutdown waits for callbacks"
               : out       ? "freeing gives up jobs"
                           : "freeing waits for callbacks";
    admin_reset(1);
    if (out) {
        admin_fault("{\"delay\":{\"ms\":300}}", "before", 3);
    }
    struct heard heard = {PTHREAD_MUTEX_INITIALIZER, 0, 0, NULL};
    zegoapi_dispatcher_t *dispatcher = dispatcher_new(100, 3);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_unsent_t *unsent = NULL;
    uint64_t id = 0;
    for (int job = 0; job < 3; job++) {
        zegoapi_dispatcher_submit_with_callback(dispatcher, command, NULL, out ? hear : hear_slowly, &heard, &id, NULL);
    }
    sleep_ms(150);
    if (by_shutdown) {
        zegoapi_dispatcher_shutdown(dispatcher, 0, &unsent, NULL);
        CHECK_NUMBER(zegoapi_unsent_count(unsent), 0);
        zegoapi_unsent_free(unsent);
    } else {
        zegoapi_dispatcher_free(dispatcher);
    }
    pthread_mutex_lock(&heard.mutex);
    CHECK_NUMBER(heard.count, 3);
    CHECK_NUMBER(heard.accepted, out ? 0 : 3);
    pthread_mutex_unlock(&heard.mutex);
    if (by_shutdown) {
        wait_for_workers(dispatcher);
        zegoapi_dispatcher_free(dispatcher);
    }
    /* Had it not waited, they would come now, to what is gone. */
    sleep_ms(400);
    zegoapi_command_free(command);
}

static void free_inside(void *user_data, zegoapi_completion_t *completion) {
    struct heard *heard = user_data;
    zegoapi_completion_free(completion);
    /* It may come before the submission has returned, which is a use of the dispatcher like any other. */
    pthread_mutex_lock(&heard->mutex);
    zegoapi_dispatcher_free(heard->freed_inside);
    heard->count++;
    pthread_mutex_unlock(&heard->mutex);
}

/* Freed by its own callback, it does not wait for that callback. */
static void ends_from_within(void) {
    checking = "ends from within";
    admin_reset(1);
    static struct heard heard = {PTHREAD_MUTEX_INITIALIZER, 0, 0, NULL};
    uint64_t id = 0;
    unsigned count = 0;
    heard.freed_inside = dispatcher_new(100, 1);
    zegoapi_command_t *command = command_to("u1");
    pthread_mutex_lock(&heard.mutex);
    zegoapi_dispatcher_submit_with_callback(heard.freed_inside, command, NULL, free_inside, &heard, &id, NULL);
    pthread_mutex_unlock(&heard.mutex);
    for (int tries = 0; count == 0 && tries < 5000; tries++) {
        sleep_ms(1);
        pthread_mutex_lock(&heard.mutex);
        count = heard.count;
        pthread_mutex_unlock(&heard.mutex);
    }
    CHECK_NUMBER(count, 1);
    zegoapi_command_free(command);
    sleep_ms(50);
}

static void is_bounded(void) {
    checking = "is bounded";
    admin_reset(1);
    admin_fault("{\"delay\":{\"ms\":300}}", "before", 10);
    zegoapi_dispatcher_t *dispatcher = dispatcher_new(3, 1);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_error_t *error = NULL;
    uint64_t id = 0;
    bool cancelled = false;
    for (int job = 0; job < 3; job++) {
        CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL), ZEGOAPI_OK);
    }
    CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, &error), ZEGOAPI_ERROR_QUEUE_FULL);
    CHECK(id == 0 && zegoapi_error_retryable(error));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_dispatcher_cancel(dispatcher, 3, &cancelled, NULL), ZEGOAPI_OK);
    CHECK(cancelled);
    CHECK_NUMBER(zegoapi_dispatcher_cancel(dispatcher, 99, &cancelled, NULL), ZEGOAPI_OK);
    CHECK(!cancelled);
    zegoapi_completion_t *completion = NULL;
    CHECK_NUMBER(zegoapi_dispatcher_wait(dispatcher, 5000, &completion, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_completion_id(completion), 3);
    CHECK_NUMBER(zegoapi_completion_status(completion), ZEGOAPI_ERROR_NOT_SENT);
    CHECK_NUMBER(zegoapi_error_cause(zegoapi_completion_error(completion)), ZEGOAPI_NOT_SENT_CANCELLED);
    CHECK(zegoapi_completion_reply(completion) == NULL);
    zegoapi_completion_free(completion);
    /* What would be refused anyway does not get in. */
    zegoapi_command_t *too_long = NULL;
    char content[1025];
    memset(content, 'x', sizeof content);
    zegoapi_str_t text = {content, sizeof content};
    zegoapi_command_new_to_everyone(str("room1"), str("server"), text, &too_long, NULL);
    CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, too_long, NULL, &id, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    zegoapi_command_free(too_long);
    zegoapi_command_free(command);
    dispatcher_end(dispatcher);
    CHECK_NUMBER(admin_messages("u1"), 2);
}

/* A child has a dispatcher and a client of its own, and neither waits for its parent's jobs. */
static void forks(void) {
    checking = "forks";
    admin_reset(1);
    admin_fault("{\"delay\":{\"ms\":300}}", "before", 1);
    struct heard heard = {PTHREAD_MUTEX_INITIALIZER, 0, 0, NULL};
    zegoapi_dispatcher_t *dispatcher = dispatcher_new(100, 2);
    zegoapi_command_t *command = command_to("u1");
    uint64_t id = 0;
    zegoapi_dispatcher_submit_with_callback(dispatcher, command, NULL, hear, &heard, &id, NULL);
    sleep_ms(50);
    pid_t child = fork();
    if (child == 0) {
        zegoapi_completion_t *completion = NULL;
        alarm(20);
        zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL);
        zegoapi_dispatcher_wait(dispatcher, 5000, &completion, NULL);
        int well = completion != NULL && zegoapi_completion_status(completion) == ZEGOAPI_OK;
        zegoapi_dispatcher_free(dispatcher);
        _exit(well ? 0 : 1);
    }
    int status = -1;
    CHECK(child > 0 && waitpid(child, &status, 0) == child);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    dispatcher_end(dispatcher);
    CHECK_NUMBER(heard.count, 1);
    CHECK_NUMBER(admin_messages("u1"), 2);
    zegoapi_command_free(command);
}

struct listener {
    pthread_mutex_t mutex;
    unsigned heard;
    unsigned late;
    int freed;
    /* Milliseconds that the function takes. */
    long slow;
    int inside;
};

static void listen_to(void *user_data, const zegoapi_event_t *event) {
    struct listener *listener = user_data;
    pthread_mutex_lock(&listener->mutex);
    listener->heard++;
    listener->late += (unsigned)listener->freed;
    listener->inside += 1;
    pthread_mutex_unlock(&listener->mutex);
    CHECK(zegoapi_event_kind(event) != 0);
    sleep_ms(listener->slow);
    pthread_mutex_lock(&listener->mutex);
    listener->inside -= 1;
    pthread_mutex_unlock(&listener->mutex);
}

static int listener_read(struct listener *listener, int *inside) {
    pthread_mutex_lock(&listener->mutex);
    int heard = (int)listener->heard;
    *inside = listener->inside;
    pthread_mutex_unlock(&listener->mutex);
    return heard;
}

/* No event comes once the client and its dispatchers are freed, in whatever order, though a worker still waits for an
   answer then; and one that is being told is waited for. */
static void no_event_after_the_last_free(int client_first, long slow) {
    checking = "no event after the last free";
    struct listener listener = {PTHREAD_MUTEX_INITIALIZER, 0, 0, 0, slow, 0};
    zegoapi_options_t *options = NULL;
    zegoapi_dispatcher_t *dispatcher = NULL;
    uint64_t id = 0;
    int inside = 0;
    admin_reset(1);
    admin_fault("{\"delay\":{\"ms\":600}}", "before", 1);
    zegoapi_options_new(&options, NULL);
    zegoapi_options_on_event(options, listen_to, &listener, NULL);
    zegoapi_client_t *client = simulator_client(options);
    zegoapi_options_free(options);
    zegoapi_command_t *command = command_to("u1");
    CHECK_NUMBER(zegoapi_dispatcher_new(client, NULL, &dispatcher, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL), ZEGOAPI_OK);
    /* The request is out when the second event, that of the try, has come. */
    for (int tries = 0; listener_read(&listener, &inside) < 2 && tries < 10000; tries++) {
        sleep_ms(1);
    }
    CHECK_NUMBER(listener_read(&listener, &inside), 2);
    if (client_first) {
        zegoapi_client_free(client);
        zegoapi_dispatcher_free(dispatcher);
    } else {
        zegoapi_dispatcher_free(dispatcher);
        zegoapi_client_free(client);
    }
    pthread_mutex_lock(&listener.mutex);
    CHECK_NUMBER(listener.inside, 0);
    listener.freed = 1;
    pthread_mutex_unlock(&listener.mutex);
    sleep_ms(900);
    pthread_mutex_lock(&listener.mutex);
    CHECK_NUMBER(listener.late, 0);
    pthread_mutex_unlock(&listener.mutex);
    zegoapi_command_free(command);
}

static void all(void) {
    polls();
    calls_back(1);
    calls_back(0);
    waits_for_callbacks(1, 0);
    waits_for_callbacks(0, 0);
    waits_for_callbacks(0, 1);
    ends_from_within();
    is_bounded();
    no_event_after_the_last_free(0, 0);
    no_event_after_the_last_free(1, 0);
    no_event_after_the_last_free(0, 150);
    /* Under valgrind a child counts as having lost what the threads held that it does not have. */
    if (getenv("ZEGOAPI_TEST_NO_FORK") == NULL) {
        forks();
    }
}

int main(void) {
    run_in_thread(all);
    return finish("live_dispatcher");
}
