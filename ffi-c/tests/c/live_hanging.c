/* What the library promises of a server that hangs, and of its own end: time-outs and stops are kept at once, every job
 * is accounted for once, and nothing is called after the end. ZEGOAPI_RACES says how many ends are raced. */
#include "simulator.h"

static zegoapi_options_t *option(uint32_t name, uint64_t value) {
    zegoapi_options_t *options = NULL;
    zegoapi_options_new(&options, NULL);
    CHECK_NUMBER(zegoapi_options_set(options, name, value, NULL), ZEGOAPI_OK);
    return options;
}

static zegoapi_dispatcher_t *dispatcher_of(uint64_t workers) {
    zegoapi_dispatcher_t *dispatcher = NULL;
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_options_t *options = option(ZEGOAPI_OPTION_WORKERS, workers);
    CHECK_NUMBER(zegoapi_dispatcher_new(client, options, &dispatcher, NULL), ZEGOAPI_OK);
    zegoapi_client_free(client);
    zegoapi_options_free(options);
    return dispatcher;
}

static void all_hang(void) {
    admin_fault("\"stall\"", "before", 100000);
}

/* A job ends in its time although every worker is held. */
static void held(void) {
    checking = "held";
    admin_reset(1);
    all_hang();
    zegoapi_dispatcher_t *dispatcher = dispatcher_of(2);
    zegoapi_command_t *command = command_to("u1");
    zegoapi_options_t *shortly = option(ZEGOAPI_OPTION_TIMEOUT_MS, 300);
    uint64_t id = 0;
    for (int job = 0; job < 2; job++) {
        CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL), ZEGOAPI_OK);
    }
    sleep_ms(100);
    uint64_t began = now_ms();
    CHECK_NUMBER(zegoapi_dispatcher_submit(dispatcher, command, shortly, &id, NULL), ZEGOAPI_OK);
    zegoapi_completion_t *completion = NULL;
    CHECK_NUMBER(zegoapi_dispatcher_wait(dispatcher, 5000, &completion, NULL), ZEGOAPI_OK);
    uint64_t took = now_ms() - began;
    CHECK(took >= 298 && took < 1300);
    CHECK_NUMBER(zegoapi_completion_id(completion), id);
    CHECK_NUMBER(zegoapi_completion_status(completion), ZEGOAPI_ERROR_NOT_SENT);
    CHECK_NUMBER(zegoapi_error_applied(zegoapi_completion_error(completion)), ZEGOAPI_APPLIED_NO);
    zegoapi_completion_free(completion);

    /* The end does not wait for the server, either. */
    zegoapi_unsent_t *unsent = NULL;
    began = now_ms();
    CHECK_NUMBER(zegoapi_dispatcher_shutdown(dispatcher, 10, &unsent, NULL), ZEGOAPI_OK);
    CHECK(now_ms() - began < 1000);
    CHECK_NUMBER(zegoapi_unsent_count(unsent), 0);
    for (int job = 0; job < 2; job++) {
        CHECK_NUMBER(zegoapi_dispatcher_poll(dispatcher, &completion, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_completion_status(completion), ZEGOAPI_ERROR_UNKNOWN);
        zegoapi_completion_free(completion);
    }
    zegoapi_unsent_free(unsent);
    zegoapi_options_free(shortly);
    zegoapi_command_free(command);
    zegoapi_dispatcher_free(dispatcher);
}

static void *cancel_soon(void *cancel) {
    uint32_t met = 0;
    sleep_ms(500);
    CHECK_NUMBER(zegoapi_cancel_now(cancel, &met, NULL), ZEGOAPI_OK);
    return NULL;
}

enum { USERS = 1000 };

/* A stopped fan-out reports at once, each user once. */
static void stopped(void) {
    checking = "stopped";
    admin_reset(1);
    all_hang();
    static char names[USERS][8];
    static zegoapi_str_t users[USERS];
    for (int user = 0; user < USERS; user++) {
        snprintf(names[user], sizeof names[user], "u%d", user);
        users[user] = str(names[user]);
    }
    zegoapi_client_t *client = simulator_client(NULL);
    zegoapi_options_t *at_once = option(ZEGOAPI_OPTION_CONCURRENCY, 100);
    zegoapi_fanout_t *fanout = NULL;
    CHECK_NUMBER(zegoapi_fanout_new_by_client(client, str("room1"), str("server"), str("hi"), users, USERS, at_once,
                                              &fanout, NULL),
                 ZEGOAPI_OK);
    zegoapi_cancel_t *cancel = NULL;
    zegoapi_cancel_new(&cancel, NULL);
    pthread_t thread;
    pthread_create(&thread, NULL, cancel_soon, cancel);
    uint64_t began = now_ms();
    zegoapi_report_t *report = NULL;
    zegoapi_progress_t progress;
    CHECK_NUMBER(zegoapi_client_run(client, fanout, cancel, NULL, NULL, NULL, &report, NULL), ZEGOAPI_OK);
    uint64_t took = now_ms() - began;
    printf("a fan-out stopped after 500 ms: its report after %d ms\n", (int)took);
    CHECK(took < 1500);
    pthread_join(thread, NULL);
    CHECK_NUMBER(zegoapi_report_progress(report, &progress, NULL), ZEGOAPI_OK);
    CHECK(progress.total == USERS && progress.unknown + progress.not_tried == USERS && progress.unknown > 0);
    CHECK_NUMBER(zegoapi_report_user_count(report), USERS);
    zegoapi_report_free(report);
    zegoapi_cancel_free(cancel);
    zegoapi_options_free(at_once);
    zegoapi_fanout_free(fanout);
    zegoapi_client_free(client);
}

struct called {
    pthread_mutex_t mutex;
    unsigned count;
    int ended;
    unsigned late;
};

static void call(void *user_data, zegoapi_completion_t *completion) {
    struct called *called = user_data;
    pthread_mutex_lock(&called->mutex);
    called->count++;
    called->late += called->ended != 0;
    pthread_mutex_unlock(&called->mutex);
    zegoapi_completion_free(completion);
}

/* Every job is accounted for when shutdown returns, however it is timed, and nothing is called after it. */
static void raced(void) {
    checking = "raced";
    admin_reset(1);
    const char *asked = getenv("ZEGOAPI_RACES");
    long races = asked == NULL ? 300 : strtol(asked, NULL, 10);
    zegoapi_app_t *app = simulator_app();
    /* Nobody listens there: every call ends in no time. */
    zegoapi_endpoint_t *endpoint = NULL;
    CHECK_NUMBER(zegoapi_endpoint_new_from_base_url(str("http://127.0.0.1:1"), &endpoint, NULL), ZEGOAPI_OK);
    zegoapi_client_t *client = NULL;
    CHECK_NUMBER(zegoapi_client_new(app, endpoint, NULL, &client, NULL), ZEGOAPI_OK);
    zegoapi_command_t *command = command_to("u1");
    unsigned long missing = 0, late = 0;
    for (long race = 0; race < races; race++) {
        zegoapi_dispatcher_t *dispatcher = NULL;
        zegoapi_options_t *options = option(ZEGOAPI_OPTION_WORKERS, 1 + (uint64_t)race % 3);
        zegoapi_dispatcher_new(client, options, &dispatcher, NULL);
        struct called called = {PTHREAD_MUTEX_INITIALIZER, 0, 0, 0};
        unsigned taken = 0;
        for (int job = 0; job < 6; job++) {
            uint64_t id = 0;
            zegoapi_status_t status = job % 2 == 0 ? zegoapi_dispatcher_submit(dispatcher, command, NULL, &id, NULL)
                                                   : zegoapi_dispatcher_submit_with_callback(dispatcher, command, NULL,
                                                                                             call, &called, &id, NULL);
            taken += status == ZEGOAPI_OK;
        }
        for (volatile long spin = race * 37 % 4000; spin > 0; spin--) {
        }
        zegoapi_unsent_t *unsent = NULL;
        zegoapi_dispatcher_shutdown(dispatcher, 0, &unsent, NULL);
        pthread_mutex_lock(&called.mutex);
        called.ended = 1;
        unsigned seen = called.count;
        pthread_mutex_unlock(&called.mutex);
        seen += (unsigned)zegoapi_unsent_count(unsent);
        zegoapi_completion_t *completion = NULL;
        while (zegoapi_dispatcher_poll(dispatcher, &completion, NULL) == ZEGOAPI_OK && completion != NULL) {
            zegoapi_completion_free(completion);
            seen++;
        }
        zegoapi_unsent_free(unsent);
        zegoapi_dispatcher_free(dispatcher);
        zegoapi_options_free(options);
        missing += taken != seen;
        late += called.late;
        pthread_mutex_destroy(&called.mutex);
    }
    CHECK_NUMBER(missing, 0);
    CHECK_NUMBER(late, 0);
    zegoapi_command_free(command);
    zegoapi_client_free(client);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
}

static void all(void) {
    held();
    stopped();
    raced();
}

int main(void) {
    run_in_thread(all);
    return finish("live_hanging");
}
