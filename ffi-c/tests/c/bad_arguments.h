/* Living handles of every type, for the calls that generate/bad_arguments.py writes. */
#ifndef BAD_ARGUMENTS_H
#define BAD_ARGUMENTS_H

#include "check.h"
#ifdef ZEGOAPI_HTTP
#include "waiting.h"
#endif

static struct {
    zegoapi_app_t *app;
    zegoapi_endpoint_t *endpoint;
    zegoapi_command_t *command;
    zegoapi_command_t *generic;
    zegoapi_request_t *request;
    zegoapi_reply_t *reply;
    zegoapi_error_t *error;
    zegoapi_event_t *event;
    zegoapi_explanation_t *explanation;
    zegoapi_limiter_t *limiter;
    zegoapi_options_t *options;
    zegoapi_call_t *call;
    zegoapi_fanout_t *fanout;
    zegoapi_report_t *report;
    zegoapi_app_t *token_app;
    zegoapi_privileges_t *privileges;
    zegoapi_token_t *token;
    zegoapi_token_contents_t *contents;
    zegoapi_callback_t *callback;
    zegoapi_callback_verifier_t *verifier;
    zegoapi_nonce_memory_t *memory;
    zegoapi_verified_stamp_t *verified;
#ifdef ZEGOAPI_HTTP
    zegoapi_client_t *client;
    zegoapi_cancel_t *cancel;
    zegoapi_clock_t *clock;
    zegoapi_dispatcher_t *dispatcher;
    zegoapi_completion_t *completion;
    zegoapi_unsent_t *unsent;
#endif
} handles;

static zegoapi_stamp_t stamp = {"0123456789abcde", 1615186943, 0};
static const zegoapi_time_t now = {0, 1615186943000};
static const uint8_t random_bytes[32] = {0};
static const char signed_at[] = "1700000000";
static zegoapi_signature_t signature;
static char buffer[4096];
static zegoapi_str_t place[4];
/* A list whose second text is right, NULL with a length, and not UTF-8. */
static zegoapi_str_t texts[2], null_texts[2], bad_texts[2];

static inline void user_callback(void *user_data, zegoapi_str_t user_id, uint32_t outcome, int64_t code) {
    (void)user_data, (void)user_id, (void)outcome, (void)code;
}

static inline uint32_t claim_callback(void *user_data, zegoapi_str_t key, int64_t time, int64_t until) {
    (void)user_data, (void)key, (void)time, (void)until;
    return ZEGOAPI_CLAIM_NEW;
}

static inline void key_callback(void *user_data, zegoapi_str_t key) {
    (void)user_data, (void)key;
}

#ifdef ZEGOAPI_HTTP
static inline void completion_callback(void *user_data, zegoapi_completion_t *completion) {
    (void)user_data;
    zegoapi_completion_free(completion);
}

static inline void event_callback(void *user_data, const zegoapi_event_t *event) {
    (void)user_data, (void)event;
}

static inline void progress_callback(void *user_data, const zegoapi_progress_t *progress) {
    (void)user_data, (void)progress;
}
#endif

static inline zegoapi_str_t text_of(const char *data, size_t len) {
    zegoapi_str_t text = {data, len};
    return text;
}

static inline int is_blank(const void *output, size_t size) {
    const unsigned char *bytes = output;
    for (size_t at = 0; at < size; at++) {
        if (bytes[at] != 0) {
            return 0;
        }
    }
    return 1;
}

/* The error of a wrong argument: it names the argument, and the item of a list. Frees it. */
static inline void check_error(zegoapi_error_t *error, zegoapi_status_t status, const char *argument, size_t index) {
    size_t found = SIZE_MAX;
    CHECK(error != NULL);
    CHECK_NUMBER(zegoapi_error_status(error), status);
    CHECK_NUMBER(zegoapi_error_kind(error), 0);
    CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_NO);
    CHECK(!zegoapi_error_retryable(error));
    CHECK_TEXT(zegoapi_error_field(error), str(argument));
    CHECK(strstr(zegoapi_error_text(error).data, argument) != NULL);
    CHECK(zegoapi_error_advice(error).len > 0);
    CHECK_NUMBER(zegoapi_error_index(error, &found), index != SIZE_MAX);
    CHECK(index == SIZE_MAX ? found == 0 : found == index);
    zegoapi_error_free(error);
}

static inline void handles_make(void) {
    texts[0] = texts[1] = null_texts[0] = bad_texts[0] = str("u1");
    null_texts[1] = text_of(NULL, 2);
    bad_texts[1] = text_of("\xff", 1);
    memcpy(stamp.nonce, "0123456789abcdef", 16);
    zegoapi_app_new(1, str("secret"), &handles.app, NULL);
    zegoapi_endpoint_new_from_base_url(str("http://127.0.0.1:1"), &handles.endpoint, NULL);
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &handles.command, NULL);
    zegoapi_command_new_get(str("DescribeUserNum"), &handles.generic, NULL);
    zegoapi_command_prepare(handles.command, handles.app, handles.endpoint, &stamp, &handles.request, NULL);
    zegoapi_command_parse(handles.command, 200, str("{\"Code\":0}"), 1, &handles.reply, NULL);
    zegoapi_reply_t *none = NULL;
    zegoapi_command_parse(handles.command, 200, str("{\"Code\":2}"), 1, &none, &handles.error);
    zegoapi_explain(2, ZEGOAPI_CODE_SCOPE_ROOM, &handles.explanation, NULL);
    zegoapi_limiter_new(1, 1000, &handles.limiter, NULL);
    zegoapi_options_new(&handles.options, NULL);
    zegoapi_call_new(handles.command, handles.app, handles.endpoint, NULL, now, &handles.call, NULL);
    uint32_t step = 0;
    uint64_t ms = 0;
    zegoapi_request_t *request = NULL;
    zegoapi_call_next(handles.call, now, random_bytes, &step, &ms, &request, NULL);
    zegoapi_request_free(request);
    handles.event = zegoapi_call_take_event(handles.call);
    zegoapi_call_free(handles.call);
    zegoapi_call_new(handles.command, handles.app, handles.endpoint, NULL, now, &handles.call, NULL);
    zegoapi_fanout_new(handles.app, handles.endpoint, str("room1"), str("server"), str("hi"), texts, 1, NULL,
                       &handles.fanout, NULL);
    zegoapi_fanout_report(handles.fanout, &handles.report, NULL);
    static const char body[] = "event=room_login&timestamp=1700000000&nonce=1&signature=00&room_id=r";
    zegoapi_app_new(1, str("9193cc662a4c0ec135ec71fb57194b38"), &handles.token_app, NULL);
    zegoapi_privileges_new_in_room(str("r"), 1, 1, texts, 2, &handles.privileges, NULL);
    zegoapi_token_make(handles.token_app, str("u"), 60, str(""), random_bytes, 1700000000, &handles.token, NULL);
    zegoapi_token_open(handles.token, handles.token_app, &handles.contents, NULL);
    zegoapi_callback_read(str(body), ZEGOAPI_CALLBACK_OF_ANY_PRODUCT, &handles.callback, NULL);
    zegoapi_callback_verifier_new(texts, 2, 600, &handles.verifier, NULL);
    zegoapi_nonce_memory_new(10, &handles.memory, NULL);
    zegoapi_callback_sign(texts[0], str(signed_at), str("1"), &signature, NULL);
    zegoapi_callback_verifier_verify(handles.verifier, str(signed_at), str("1"), str(signature.text), 1700000000, NULL,
                                     &handles.verified, NULL);
    stop_if(!handles.contents || !handles.callback || !handles.privileges || !handles.verified, "handles");
    stop_if(!handles.request || !handles.reply || !handles.error || !handles.explanation || !handles.report ||
                !handles.event,
            "handles");
#ifdef ZEGOAPI_HTTP
    uint64_t id = 0;
    bool cancelled = false;
    zegoapi_client_new(handles.app, handles.endpoint, NULL, &handles.client, NULL);
    zegoapi_cancel_new(&handles.cancel, NULL);
    zegoapi_clock_new(&handles.clock, NULL);
    zegoapi_dispatcher_new(handles.client, NULL, &handles.dispatcher, NULL);
    zegoapi_dispatcher_submit(handles.dispatcher, handles.command, NULL, &id, NULL);
    zegoapi_dispatcher_cancel(handles.dispatcher, id, &cancelled, NULL);
    zegoapi_dispatcher_wait(handles.dispatcher, 60000, &handles.completion, NULL);
    /* Nothing is left in it: the list of unsent jobs is empty, and a list all the same. */
    zegoapi_dispatcher_t *other = NULL;
    zegoapi_dispatcher_new(handles.client, NULL, &other, NULL);
    zegoapi_dispatcher_shutdown(other, 0, &handles.unsent, NULL);
    zegoapi_dispatcher_free(other);
    stop_if(!handles.clock || !handles.completion || !handles.unsent, "handles");
#endif
}

static inline void handles_free(void) {
#ifdef ZEGOAPI_HTTP
    zegoapi_unsent_t *unsent = NULL;
    zegoapi_dispatcher_shutdown(handles.dispatcher, 60000, &unsent, NULL);
    zegoapi_unsent_free(unsent);
    wait_for_workers(handles.dispatcher);
    zegoapi_unsent_free(handles.unsent);
    zegoapi_completion_free(handles.completion);
    zegoapi_dispatcher_free(handles.dispatcher);
    zegoapi_clock_free(handles.clock);
    zegoapi_cancel_free(handles.cancel);
    zegoapi_client_free(handles.client);
#endif
    zegoapi_verified_stamp_free(handles.verified);
    zegoapi_nonce_memory_free(handles.memory);
    zegoapi_callback_verifier_free(handles.verifier);
    zegoapi_callback_free(handles.callback);
    zegoapi_token_contents_free(handles.contents);
    zegoapi_token_free(handles.token);
    zegoapi_privileges_free(handles.privileges);
    zegoapi_app_free(handles.token_app);
    zegoapi_report_free(handles.report);
    zegoapi_fanout_free(handles.fanout);
    zegoapi_call_free(handles.call);
    zegoapi_options_free(handles.options);
    zegoapi_limiter_free(handles.limiter);
    zegoapi_explanation_free(handles.explanation);
    zegoapi_event_free(handles.event);
    zegoapi_error_free(handles.error);
    zegoapi_reply_free(handles.reply);
    zegoapi_request_free(handles.request);
    zegoapi_command_free(handles.generic);
    zegoapi_command_free(handles.command);
    zegoapi_endpoint_free(handles.endpoint);
    zegoapi_app_free(handles.app);
}

#endif
