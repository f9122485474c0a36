/* Eight threads at one application, command, client, limiter, call and dispatcher. Run under a race
   detector; what it asserts by itself is that nothing is lost and the quota is kept. */
#include "simulator.h"

#define THREADS 8
#define ROUNDS 40

static zegoapi_app_t *app;
static zegoapi_command_t *command;
static zegoapi_client_t *client;
static zegoapi_limiter_t *limiter;
static zegoapi_dispatcher_t *dispatcher;
static zegoapi_endpoint_t *endpoint;
static zegoapi_options_t *options;
static zegoapi_call_t *call;

/* Written under this lock by callbacks and by the threads. */
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static unsigned called_back, polled, sent, passed, busy, strange;

static void add(unsigned *count) {
    pthread_mutex_lock(&mutex);
    (*count)++;
    pthread_mutex_unlock(&mutex);
}

static void on_completion(void *user_data, zegoapi_completion_t *completion) {
    add(user_data);
    zegoapi_completion_free(completion);
}

static void at_the_limiter(void) {
    uint64_t ticket = 0, turn = 0, until = 0;
    zegoapi_limiter_ask(limiter, 0, 5, 5, &ticket, &turn, &until, NULL);
    if (ticket != 0) {
        add(&passed);
        zegoapi_limiter_finished(limiter, ticket, 6, NULL);
    } else {
        zegoapi_limiter_leave(limiter, turn, NULL);
    }
    zegoapi_limiter_allowed(limiter);
}

/* Whoever gets in between another's steps is told so, and no harm comes of it. */
static void at_the_call(void) {
    zegoapi_time_t now = {0, 1615186943000};
    uint8_t random[16] = {0};
    uint32_t step = 0;
    uint64_t ms = 0;
    zegoapi_request_t *request = NULL;
    zegoapi_status_t status = zegoapi_call_next(call, now, random, &step, &ms, &request, NULL);
    zegoapi_request_free(request);
    if (status == ZEGOAPI_ERROR_BUSY) {
        add(&busy);
    } else if (status != ZEGOAPI_OK && status != ZEGOAPI_ERROR_INVALID_INPUT) {
        add(&strange);
    }
    zegoapi_call_tries(call);
    zegoapi_call_may_be_applied(call);
    zegoapi_event_free(zegoapi_call_take_event(call));
}

static void at_the_dispatcher(unsigned round) {
    uint64_t id = 0;
    zegoapi_completion_t *completion = NULL;
    zegoapi_status_t status = round % 2 == 0
                                  ? zegoapi_dispatcher_submit(dispatcher, command, options, &id, NULL)
                                  : zegoapi_dispatcher_submit_with_callback(dispatcher, command, options, on_completion,
                                                                            &called_back, &id, NULL);
    if (status == ZEGOAPI_OK) {
        add(&sent);
    }
    zegoapi_dispatcher_poll(dispatcher, &completion, NULL);
    if (completion != NULL) {
        add(&polled);
    }
    zegoapi_completion_free(completion);
    zegoapi_dispatcher_pending(dispatcher);
}

static void *work(void *argument) {
    unsigned thread = *(unsigned *)argument;
    for (unsigned round = 0; round < ROUNDS; round++) {
        char url[1024];
        size_t len = 0;
        zegoapi_stamp_t stamp;
        zegoapi_reply_t *reply = NULL;
        zegoapi_stamp_now(&stamp, NULL);
        zegoapi_command_write_url(command, app, endpoint, &stamp, url, sizeof url, &len, NULL);
        zegoapi_app_set_limit(app, ZEGOAPI_LIMIT_CONTENT_BYTES, 1024 + thread, NULL);
        zegoapi_app_set_clock_offset_s(app, 0, NULL);
        zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, 2 + thread, NULL);
        at_the_limiter();
        at_the_call();
        at_the_dispatcher(round);
        if (round % 10 == 0 && zegoapi_client_send(client, command, NULL, NULL, &reply, NULL) == ZEGOAPI_OK) {
            add(&passed);
            add(&sent);
            add(&polled);
        }
        zegoapi_reply_free(reply);
    }
    return NULL;
}

int main(void) {
    pthread_t threads[THREADS];
    unsigned numbers[THREADS];
    zegoapi_time_t now = {0, 1615186943000};
    zegoapi_completion_t *completion = NULL;
    zegoapi_unsent_t *unsent = NULL;
    admin_reset(1);
    admin("POST", "/limits", "{\"calls_per_second\":100000}");
    app = simulator_app();
    zegoapi_app_set_calls_per_second(app, str("SendCustomCommand"), 100000, NULL);
    /* The call has an application of its own, for its time is not that of the client. */
    zegoapi_app_t *other = simulator_app();
    endpoint = simulator_endpoint("ZEGOAPI_TEST_HTTP_URL");
    command = command_to("u1");
    zegoapi_options_new(&options, NULL);
    zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, 60000, NULL);
    zegoapi_client_new(app, endpoint, options, &client, NULL);
    zegoapi_dispatcher_new(client, NULL, &dispatcher, NULL);
    zegoapi_limiter_new(25, 1000, &limiter, NULL);
    zegoapi_call_new(command, other, endpoint, NULL, now, &call, NULL);
    for (unsigned thread = 0; thread < THREADS; thread++) {
        numbers[thread] = thread;
        pthread_create(&threads[thread], NULL, work, &numbers[thread]);
    }
    for (unsigned thread = 0; thread < THREADS; thread++) {
        pthread_join(threads[thread], NULL);
    }
    CHECK_NUMBER(zegoapi_dispatcher_shutdown(dispatcher, 60000, &unsent, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_unsent_count(unsent), 0);
    zegoapi_unsent_free(unsent);
    while (zegoapi_dispatcher_poll(dispatcher, &completion, NULL) == ZEGOAPI_OK && completion != NULL) {
        polled++;
        zegoapi_completion_free(completion);
    }
    CHECK_NUMBER(called_back, THREADS * ROUNDS / 2);
    CHECK_NUMBER(polled + called_back, sent);
    CHECK_NUMBER(sent, THREADS * ROUNDS + THREADS * ROUNDS / 10);
    CHECK_NUMBER(admin_messages("u1"), sent);
    /* 25 of the limiter and 32 that the client sent by itself. */
    CHECK(passed == 25 + THREADS * ROUNDS / 10 || passed == 24 + THREADS * ROUNDS / 10);
    CHECK_NUMBER(strange, 0);
    CHECK_NUMBER(zegoapi_call_tries(call), 1);
    wait_for_workers(dispatcher);
    zegoapi_dispatcher_free(dispatcher);
    zegoapi_client_free(client);
    zegoapi_call_free(call);
    zegoapi_limiter_free(limiter);
    zegoapi_options_free(options);
    zegoapi_command_free(command);
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(other);
    zegoapi_app_free(app);
    return finish("threaded");
}
