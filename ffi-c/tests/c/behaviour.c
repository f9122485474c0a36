/* What the C ABI does with right arguments, and at the limits of what is right; nothing here needs the network. */
#include "check.h"

static zegoapi_app_t *app;
static zegoapi_endpoint_t *endpoint;
static zegoapi_stamp_t stamp;

static void versions(void) {
    char number[32];
    checking = "versions";
    CHECK_NUMBER(zegoapi_abi_version(), ZEGOAPI_ABI_VERSION);
    CHECK_TEXT(zegoapi_version(), str(ZEGOAPI_VERSION));
    snprintf(number, sizeof number, "%d.%d.%d", ZEGOAPI_VERSION_MAJOR, ZEGOAPI_VERSION_MINOR, ZEGOAPI_VERSION_PATCH);
    CHECK_TEXT(zegoapi_version(), str(number));
    CHECK_NUMBER(ZEGOAPI_VERSION_NUMBER,
                 ZEGOAPI_VERSION_MAJOR * 1000000 + ZEGOAPI_VERSION_MINOR * 1000 + ZEGOAPI_VERSION_PATCH);
#ifdef ZEGOAPI_HTTP
    CHECK(zegoapi_has_http());
#else
    CHECK(!zegoapi_has_http());
#endif
}

/* What programs were compiled with: the structs that are the caller's have these layouts for ever. */
static void layouts(void) {
    checking = "layouts";
    CHECK(sizeof(zegoapi_str_t) == 2 * sizeof(void *) && offsetof(zegoapi_str_t, len) == sizeof(void *));
    CHECK(sizeof(zegoapi_stamp_t) == 32 && offsetof(zegoapi_stamp_t, timestamp) == 16);
    CHECK(offsetof(zegoapi_stamp_t, sequence) == 24);
    CHECK(sizeof(zegoapi_time_t) == 16 && offsetof(zegoapi_time_t, unix_ms) == 8);
    CHECK(sizeof(zegoapi_digest_t) == 17 && sizeof(zegoapi_signature_t) == 41);
    CHECK(sizeof(zegoapi_progress_t) == 6 * sizeof(size_t));
    CHECK(offsetof(zegoapi_progress_t, not_tried) == 5 * sizeof(size_t));
    CHECK(sizeof(zegoapi_status_t) == 4);
}

static void statuses(void) {
    checking = "statuses";
    static const uint32_t known[] = {0,   1,   2,   3,   4,   5,   101, 102, 103, 104,
                                     105, 106, 107, 108, 109, 110, 111, 112, 113, 114};
    size_t named = 0;
    for (uint32_t status = 0; status < 300; status++) {
        named += zegoapi_status_name(status).len > 0;
    }
    CHECK_NUMBER(named, sizeof known / sizeof *known);
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        CHECK(zegoapi_status_name(known[at]).len > 0);
    }
    CHECK_TEXT(zegoapi_status_name(ZEGOAPI_ERROR_NOT_SENT), str("NotSent"));
    CHECK_TEXT(zegoapi_status_name(UINT32_MAX), str(""));
}

static void applications(void) {
    checking = "applications";
    zegoapi_error_t *error = NULL;
    zegoapi_app_t *other = NULL;
    CHECK_NUMBER(zegoapi_app_new(0, str("s"), &other, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("app_id"));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_app_new(UINT32_MAX, str("s"), &other, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_id(other), UINT32_MAX);
    CHECK_NUMBER(zegoapi_app_is_test(other), -1);
    CHECK_NUMBER(zegoapi_app_set_is_test(other, 77, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_is_test(other), 1);
    CHECK_NUMBER(zegoapi_app_set_is_test(other, 0, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_is_test(other), 0);
    static const size_t defaults[] = {1024, 10, 65536, 1048576};
    for (uint32_t limit = 1; limit <= 4; limit++) {
        CHECK_NUMBER(zegoapi_app_limit(other, limit), defaults[limit - 1]);
        CHECK_NUMBER(zegoapi_app_set_limit(other, limit, 7 + limit, NULL), ZEGOAPI_OK);
    }
    for (uint32_t limit = 1; limit <= 4; limit++) {
        CHECK_NUMBER(zegoapi_app_limit(other, limit), 7 + limit);
    }
    CHECK_NUMBER(zegoapi_app_limit(other, 0) + zegoapi_app_limit(other, 5), 0);
    /* A rate is an action's own; 0 is none, and changes nothing. */
    CHECK_NUMBER(zegoapi_app_calls_per_second(other, str("StartMix")), 0);
    CHECK_NUMBER(zegoapi_app_set_calls_per_second(other, str("StartMix"), UINT32_MAX, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_set_calls_per_second(other, str("StopMix"), 7, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_set_calls_per_second(other, str("StopMix"), 0, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("calls_per_second"));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_app_calls_per_second(other, str("StartMix")), UINT32_MAX);
    CHECK_NUMBER(zegoapi_app_calls_per_second(other, str("StopMix")), 7);
    CHECK_NUMBER(zegoapi_app_calls_per_second(other, str("SendCustomCommand")), 0);
    CHECK_NUMBER(zegoapi_app_set_clock_offset_s(other, INT32_MIN, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_app_clock_offset_s(other), INT32_MIN);
    zegoapi_app_free(other);
}

static void endpoints(void) {
    checking = "endpoints";
    zegoapi_endpoint_t *other = NULL;
    CHECK_NUMBER(zegoapi_endpoint_new_in_region(str("fra"), &other, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_endpoint_url(other), str("https://rtc-api-fra.zego.im/"));
    CHECK_TEXT(zegoapi_endpoint_host(other), str("rtc-api-fra.zego.im"));
    CHECK_NUMBER(zegoapi_endpoint_port(other), 443);
    CHECK(zegoapi_endpoint_is_https(other));
    zegoapi_endpoint_free(other);
    CHECK_NUMBER(zegoapi_endpoint_new_from_base_url(str("http://[::1]:8080/x"), &other, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_endpoint_host(other), str("[::1]"));
    CHECK_NUMBER(zegoapi_endpoint_port(other), 8080);
    CHECK(!zegoapi_endpoint_is_https(other));
    zegoapi_endpoint_free(other);
    CHECK_NUMBER(zegoapi_endpoint_new_in_region(str("mars"), &other, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_endpoint_new_from_base_url(str("http://example.com"), &other, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(other == NULL);
}

static void stamps(void) {
    checking = "stamps";
    static const uint8_t random[8] = {0x4f, 0xd2, 0x46, 0x87, 0x29, 0x6d, 0xd9, 0xf3};
    zegoapi_stamp_t made;
    zegoapi_request_t *request = NULL;
    zegoapi_command_t *command = NULL;
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_stamp_from_random(random, 1615186943, &made, NULL), ZEGOAPI_OK);
    CHECK(memcmp(&made, &stamp, sizeof made) == 0);
    CHECK_NUMBER(zegoapi_stamp_from_random(random, -1, &made, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(made.timestamp == 0 && made.nonce[0] == 0 && made.sequence == 0);
    CHECK_NUMBER(zegoapi_stamp_from_nonce(str("4fd24687296dd9f3"), INT64_MIN, &made, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    /* One that was filled by hand, wrongly, is found out where it is used. */
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    made = stamp;
    made.nonce[3] = 0xff;
    CHECK_NUMBER(zegoapi_command_prepare(command, app, endpoint, &made, &request, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("nonce"));
    CHECK(request == NULL);
    zegoapi_error_free(error);
    zegoapi_command_free(command);
}

/* Prepares a command and returns the status; the field of a refusal must be this. */
static zegoapi_status_t prepared(const zegoapi_command_t *command, const char *field, size_t limit, size_t size) {
    zegoapi_request_t *request = NULL;
    zegoapi_error_t *error = NULL;
    size_t found_limit = 0, found_size = 0;
    zegoapi_status_t status = zegoapi_command_prepare(command, app, endpoint, &stamp, &request, &error);
    CHECK_NUMBER(zegoapi_command_check(command, app, NULL) == ZEGOAPI_OK, status == ZEGOAPI_OK);
    if (status != ZEGOAPI_OK) {
        CHECK_TEXT(zegoapi_error_field(error), str(field));
        CHECK_NUMBER(zegoapi_error_problem(error), ZEGOAPI_PROBLEM_TOO_LARGE);
        CHECK(zegoapi_error_limit(error, &found_limit) && zegoapi_error_size(error, &found_size));
        CHECK(found_limit == limit && found_size == size);
    }
    zegoapi_request_free(request);
    zegoapi_error_free(error);
    return status;
}

static void limits(void) {
    checking = "limits";
    static char content[1025];
    zegoapi_str_t users[11];
    zegoapi_command_t *command = NULL;
    memset(content, 'x', sizeof content);
    for (size_t at = 0; at < 11; at++) {
        users[at] = str("u1");
    }
    for (size_t len = 1023; len <= 1025; len++) {
        zegoapi_str_t text = {content, len};
        CHECK_NUMBER(zegoapi_command_new_to_everyone(str("room1"), str("server"), text, &command, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(prepared(command, "content", 1024, len), len > 1024 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        zegoapi_command_free(command);
    }
    for (size_t count = 0; count <= 11; count++) {
        zegoapi_status_t made =
            zegoapi_command_new_to_users(str("room1"), str("server"), users, count, str("hi"), &command, NULL);
        CHECK_NUMBER(made, count == 0 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        if (made == ZEGOAPI_OK) {
            CHECK_NUMBER(prepared(command, "to", 10, count), count > 10 ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
        }
        zegoapi_command_free(command);
    }
    /* No list at all is an empty one; never everyone. */
    CHECK_NUMBER(zegoapi_command_new_to_users(str("room1"), str("server"), NULL, 0, str("hi"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    users[1].len = 0;
    zegoapi_error_t *error = NULL;
    size_t index = 0;
    CHECK_NUMBER(zegoapi_command_new_to_users(str("room1"), str("server"), users, 3, str("hi"), &command, &error),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(zegoapi_error_index(error, &index) && index == 1);
    zegoapi_error_free(error);
}

static void texts(void) {
    checking = "texts";
    zegoapi_str_t with_nul = {"a\0b", 3}, nothing = {NULL, 0};
    zegoapi_command_t *command = NULL;
    zegoapi_request_t *request = NULL;
    CHECK_NUMBER(zegoapi_command_new_to_everyone(with_nul, str("server"), str("hi"), &command, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL), ZEGOAPI_OK);
    CHECK(strstr(zegoapi_request_url(request).data, "RoomId=a%00b&") != NULL);
    CHECK(strstr(zegoapi_request_masked(request).data, "a%00b") == NULL);
    CHECK(strstr(zegoapi_request_masked(request).data, "4fd24687296dd9f3") == NULL);
    zegoapi_request_free(request);
    zegoapi_command_free(command);
    CHECK_NUMBER(zegoapi_command_new_to_everyone(nothing, str("server"), str("hi"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_str("abc").len, 3);
    CHECK_NUMBER(zegoapi_str("").len, 0);
    /* A user id with a NUL comes back with all of its bytes. */
    zegoapi_reply_t *reply = NULL;
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    const char *body = "{\"Code\":0,\"Data\":{\"FailUsers\":[{\"Uid\":\"a\\u0000b\",\"Code\":50003}]}}";
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str(body), 1, &reply, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_reply_fail_user_id(reply, 0), with_nul);
    CHECK(zegoapi_reply_fail_user_id(reply, 0).data[3] == '\0');
    CHECK_NUMBER(zegoapi_reply_fail_user_id(reply, 1).len + zegoapi_reply_fail_user_id(reply, SIZE_MAX).len, 0);
    CHECK_NUMBER(zegoapi_reply_fail_user_code(reply, SIZE_MAX), 0);
    zegoapi_reply_free(reply);
    CHECK_NUMBER(zegoapi_command_parse(command, 65535, nothing, 1, &reply, NULL), ZEGOAPI_ERROR_BAD_REPLY);
    zegoapi_command_free(command);
}

static void other_actions(void) {
    checking = "other actions";
    zegoapi_command_t *command = NULL, *message = NULL;
    zegoapi_request_t *request = NULL;
    zegoapi_reply_t *reply = NULL;
    zegoapi_error_t *error = NULL;
    zegoapi_str_t rooms[2];
    rooms[0] = str("room 1");
    rooms[1] = str("room2");
    CHECK_NUMBER(zegoapi_command_new_get(str("DescribeSomething"), &command, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_list(command, str("RoomId[]"), rooms, 2, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_param(command, str("Page"), str("1&2"), NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_add_param(command, str("Page"), str("3"), NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_add_list(command, str("Other"), rooms, 0, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("Other"));
    zegoapi_error_free(error);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    const char *expected = "&SignatureVersion=2.0&RoomId%5B%5D=room%201&RoomId%5B%5D=room2&Page=1%262";
    CHECK(strstr(zegoapi_request_url(request).data, expected) != NULL);
    zegoapi_request_free(request);
    /* A code that only rooms have means nothing to an action that is not known, until it is said to be one of theirs.
     */
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str("{\"Code\":50003}"), 1, &reply, &error), ZEGOAPI_ERROR_API);
    CHECK_NUMBER(zegoapi_error_code_kind(error), ZEGOAPI_CODE_KIND_UNLISTED);
    CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_UNKNOWN);
    CHECK_NUMBER(zegoapi_error_scope(error), 0);
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_command_set_code_scope(command, ZEGOAPI_CODE_SCOPE_ROOM, NULL), ZEGOAPI_OK);
    zegoapi_command_parse(command, 200, str("{\"Code\":50003,\"Data\":[1],\"Else\":2}"), 1, &reply, &error);
    CHECK_NUMBER(zegoapi_error_code_kind(error), ZEGOAPI_CODE_KIND_ABSENT);
    CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_NO);
    CHECK_NUMBER(zegoapi_error_scope(error), ZEGOAPI_CODE_SCOPE_ROOM);
    CHECK_TEXT(zegoapi_error_data(error), str("[1]"));
    CHECK_TEXT(zegoapi_error_whole(error), str("{\"Code\":50003,\"Data\":[1],\"Else\":2}"));
    zegoapi_error_free(error);
    const char *accepted = "{\"Code\":0,\"ErrorList\":[7],\"Data\":{\"n\":[1]}}";
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str(accepted), 1, &reply, NULL), ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_reply_data(reply), str("{\"n\":[1]}"));
    CHECK_TEXT(zegoapi_reply_whole(reply), str(accepted));
    CHECK_NUMBER(zegoapi_reply_code(reply), 0);
    zegoapi_reply_free(reply);
    /* One that was cut off is no reply, whatever it says. */
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str(accepted), 0, &reply, NULL), ZEGOAPI_ERROR_BAD_REPLY);
    /* The product decides the host, where the endpoint is a region of the vendor's. */
    CHECK_NUMBER(zegoapi_command_set_product(command, str("zim"), NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_command_set_product(command, str("mars"), NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    CHECK(strstr(zegoapi_request_url(request).data, "https://zim-api.zego.im/?") != NULL);
    zegoapi_request_free(request);
    zegoapi_command_free(command);
    /* 41006 is an answer of this action's, and no refusal. */
    zegoapi_command_new_get(str("DescribeRTCStreamState"), &command, NULL);
    CHECK_NUMBER(zegoapi_command_parse(command, 200, str("{\"Code\":41006}"), 1, &reply, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_reply_code(reply), 41006);
    zegoapi_reply_free(reply);
    zegoapi_command_free(command);

    CHECK_NUMBER(zegoapi_command_new_post(str("StartMix"), str("{\"TaskId\":\"t\"}"), &command, NULL), ZEGOAPI_OK);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    CHECK_TEXT(zegoapi_request_method(request), str("POST"));
    CHECK_TEXT(zegoapi_request_body(request), str("{\"TaskId\":\"t\"}"));
    CHECK_TEXT(zegoapi_request_content_type(request), str("application/json"));
    zegoapi_request_free(request);
    zegoapi_command_free(command);
    CHECK_NUMBER(zegoapi_command_new_post(str("StartMix"), str("[]"), &command, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    /* The method of a known action is what it is. */
    CHECK_NUMBER(zegoapi_command_new_get(str("StartMix"), &command, &error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("method"));
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_command_new_get(str("a b"), &command, NULL), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_new_get_from_json(str("X"), str("{\"a\":[]}"), &command, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_command_new_get_from_json(str("X"), str("{\"a\":[1,true]}"), &command, NULL), ZEGOAPI_OK);
    zegoapi_command_prepare(command, app, endpoint, &stamp, &request, NULL);
    CHECK(strstr(zegoapi_request_url(request).data, "&a%5B%5D=1&a%5B%5D=true") != NULL);
    zegoapi_request_free(request);
    zegoapi_command_free(command);

    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &message, NULL);
    CHECK_NUMBER(zegoapi_command_add_param(message, str("a"), str("b"), NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    CHECK_NUMBER(zegoapi_command_add_list(message, str("a"), rooms, 2, NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    CHECK_NUMBER(zegoapi_command_set_code_scope(message, ZEGOAPI_CODE_SCOPE_ROOM, NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    CHECK_NUMBER(zegoapi_command_set_product(message, str("zim"), NULL), ZEGOAPI_ERROR_WRONG_COMMAND);
    zegoapi_command_free(message);
}

/* What a stamp's sequence does: actions that carry one take it, and 0 stands for the time in milliseconds. */
static void sequences(void) {
    checking = "sequences";
    static const struct {
        int64_t given;
        const char *sent;
    } cases[] = {{0, "1615186943000"}, {77, "77"}};
    for (size_t at = 0; at < 2; at++) {
        zegoapi_command_t *command = NULL;
        zegoapi_request_t *request = NULL;
        zegoapi_stamp_t numbered = stamp;
        char expected[64];
        numbered.sequence = cases[at].given;
        zegoapi_command_new_get_from_json(str("ForbidRTCStream"), str("{\"StreamId\":\"s1\"}"), &command, NULL);
        CHECK_NUMBER(zegoapi_command_prepare(command, app, endpoint, &numbered, &request, NULL), ZEGOAPI_OK);
        snprintf(expected, sizeof expected, "&Sequence=%s", cases[at].sent);
        CHECK(strstr(zegoapi_request_url(request).data, expected) != NULL);
        zegoapi_request_free(request);
        zegoapi_command_free(command);
    }
}

static void options(void) {
    checking = "options";
    zegoapi_options_t *options = NULL;
    uint64_t number = 77;
    CHECK_NUMBER(zegoapi_options_new(&options, NULL), ZEGOAPI_OK);
    CHECK(!zegoapi_options_number(options, ZEGOAPI_OPTION_TIMEOUT_MS, &number));
    CHECK_NUMBER(number, 0);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_TIMEOUT_MS, UINT64_MAX, NULL), ZEGOAPI_OK);
    CHECK(zegoapi_options_number(options, ZEGOAPI_OPTION_TIMEOUT_MS, &number) && number == UINT64_MAX);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, UINT32_MAX, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_RETRIES, (uint64_t)UINT32_MAX + 1, NULL),
                 ZEGOAPI_ERROR_OUT_OF_RANGE);
    CHECK(zegoapi_options_number(options, ZEGOAPI_OPTION_RETRIES, &number) && number == UINT32_MAX);
    CHECK_NUMBER(zegoapi_options_set(options, ZEGOAPI_OPTION_CONCURRENCY, UINT64_MAX, NULL),
                 ZEGOAPI_ERROR_OUT_OF_RANGE);
    zegoapi_options_free(options);
}

/* A time-out of 0 is refused, and so is an option that is none of a call's; both are named. */
static void wrong_options(void) {
    checking = "wrong options";
    static const zegoapi_time_t now = {5, 1615186943000};
    static const uint8_t random[16] = {0};
    zegoapi_command_t *command = NULL;
    zegoapi_str_t user = str("u1");
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    static const struct {
        uint32_t option;
        const char *field;
    } zeros[] = {{ZEGOAPI_OPTION_TIMEOUT_MS, "timeout"}, {ZEGOAPI_OPTION_TRY_TIMEOUT_MS, "try_timeout"}};
    for (size_t at = 0; at < 2; at++) {
        zegoapi_options_t *options = NULL;
        zegoapi_call_t *call = NULL;
        zegoapi_request_t *request = NULL;
        zegoapi_reply_t *reply = NULL;
        zegoapi_error_t *error = NULL;
        uint32_t step = 0;
        uint64_t ms = 0;
        zegoapi_options_new(&options, NULL);
        zegoapi_options_set(options, zeros[at].option, 0, NULL);
        CHECK_NUMBER(zegoapi_call_new(command, app, endpoint, options, now, &call, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_call_next(call, now, random, &step, &ms, &request, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(step, ZEGOAPI_STEP_DONE);
        CHECK_NUMBER(zegoapi_call_take_outcome(call, &reply, &error), ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK_TEXT(zegoapi_error_field(error), str(zeros[at].field));
        zegoapi_error_free(error);
        zegoapi_call_free(call);
        zegoapi_options_free(options);
    }
    static const struct {
        uint32_t option;
        const char *name;
        int of_call;
        int of_fanout;
    } known[] = {{ZEGOAPI_OPTION_TIMEOUT_MS, "timeout_ms", 1, 1},
                 {ZEGOAPI_OPTION_CONCURRENCY, "concurrency", 0, 1},
                 {ZEGOAPI_OPTION_WORKERS, "workers", 0, 0},
                 {ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, "connect_timeout_ms", 0, 0}};
    for (size_t at = 0; at < sizeof known / sizeof *known; at++) {
        zegoapi_options_t *options = NULL;
        zegoapi_call_t *call = NULL;
        zegoapi_fanout_t *fanout = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_options_new(&options, NULL);
        zegoapi_options_set(options, known[at].option, 5000, NULL);
        CHECK_NUMBER(zegoapi_call_new(command, app, endpoint, options, now, &call, &error),
                     known[at].of_call ? ZEGOAPI_OK : ZEGOAPI_ERROR_WRONG_OPTION);
        CHECK((call != NULL) == known[at].of_call);
        CHECK((strstr(zegoapi_error_text(error).data, known[at].name) != NULL) == !known[at].of_call);
        zegoapi_error_free(error);
        CHECK_NUMBER(zegoapi_fanout_new(app, endpoint, str("r"), str("s"), str("hi"), &user, 1, options, &fanout, NULL),
                     known[at].of_fanout ? ZEGOAPI_OK : ZEGOAPI_ERROR_WRONG_OPTION);
        zegoapi_fanout_free(fanout);
        zegoapi_call_free(call);
        zegoapi_options_free(options);
    }
    zegoapi_command_free(command);
}

/* What is made from one application keeps its rate together; another application does not know of it. */
static void the_rate_is_the_applications(void) {
    checking = "the rate is the application's";
    static const zegoapi_time_t now = {5, 1615186943000};
    static const uint8_t random[16] = {0};
    zegoapi_app_t *one = NULL, *other = NULL;
    zegoapi_command_t *command = NULL;
    zegoapi_app_new(12345, str("s"), &one, NULL);
    zegoapi_app_new(12345, str("s"), &other, NULL);
    zegoapi_app_set_calls_per_second(one, str("SendCustomCommand"), 2, NULL);
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    uint32_t expected[4] = {ZEGOAPI_STEP_SEND, ZEGOAPI_STEP_SEND, ZEGOAPI_STEP_WAIT, ZEGOAPI_STEP_SEND};
    zegoapi_call_t *calls[4];
    for (size_t at = 0; at < 4; at++) {
        uint32_t step = 0;
        uint64_t ms = 0;
        zegoapi_request_t *request = NULL;
        zegoapi_call_new(command, at < 3 ? one : other, endpoint, NULL, now, &calls[at], NULL);
        CHECK_NUMBER(zegoapi_call_next(calls[at], now, random, &step, &ms, &request, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(step, expected[at]);
        CHECK_NUMBER(zegoapi_call_number(calls[at]), at < 3 ? at + 1 : 1);
        zegoapi_request_free(request);
    }
    for (size_t at = 0; at < 4; at++) {
        zegoapi_call_free(calls[at]);
    }
    zegoapi_command_free(command);
    zegoapi_app_free(one);
    zegoapi_app_free(other);
}

static void lines(void) {
    checking = "report lines";
    char buffer[128];
    size_t len = 0;
    uint32_t outcome = 0;
    int64_t code = 0;
    zegoapi_digest_t digest;
    zegoapi_str_t id = {"u\"\0", 3}, message = {digest.text, 16};
    char expected[128];
    CHECK_NUMBER(zegoapi_message_digest(str("r"), str("s"), str("hi"), &digest, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(strlen(digest.text), 16);
    snprintf(expected, sizeof expected,
             "{\"message\":\"%s\",\"user_id\":\"u\\\"\\u0000\",\"outcome\":\"failed\",\"code\":50003}", digest.text);
    size_t needed = strlen(expected);
    CHECK_NUMBER(zegoapi_report_line_write(message, id, ZEGOAPI_OUTCOME_FAILED, 50003, NULL, 0, &len, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, needed);
    buffer[0] = '#';
    CHECK_NUMBER(zegoapi_report_line_write(message, id, ZEGOAPI_OUTCOME_FAILED, 50003, buffer, needed, &len, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK(buffer[0] == '#');
    CHECK_NUMBER(zegoapi_report_line_write(message, id, ZEGOAPI_OUTCOME_FAILED, 50003, buffer, needed + 1, &len, NULL),
                 ZEGOAPI_OK);
    CHECK_TEXT(str(buffer), str(expected));
    char user[8];
    CHECK_NUMBER(zegoapi_report_line_read(message, str(expected), user, 3, &len, &outcome, &code, NULL),
                 ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK(len == 3 && outcome == 0 && code == 0);
    CHECK_NUMBER(zegoapi_report_line_read(message, str(expected), user, 4, &len, &outcome, &code, NULL), ZEGOAPI_OK);
    zegoapi_str_t read = {user, len};
    CHECK_TEXT(read, id);
    CHECK(outcome == ZEGOAPI_OUTCOME_FAILED && code == 50003);
    CHECK_NUMBER(zegoapi_report_line_read(message, str("{\"user_id\""), user, 8, &len, &outcome, &code, NULL),
                 ZEGOAPI_ERROR_INVALID_INPUT);
    /* A line without text is none; a line about another message is refused. */
    CHECK_NUMBER(zegoapi_report_line_read(message, str(" \r\n"), user, 8, &len, &outcome, &code, NULL), ZEGOAPI_OK);
    CHECK(len == 0 && outcome == 0);
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(
        zegoapi_report_line_read(str("0123456789abcdef"), str(expected), user, 8, &len, &outcome, &code, &error),
        ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_TEXT(zegoapi_error_field(error), str("message"));
    zegoapi_error_free(error);
    /* A fan-out has the digest of its message. */
    zegoapi_fanout_t *fanout = NULL;
    zegoapi_digest_t same;
    zegoapi_fanout_new(app, endpoint, str("r"), str("s"), str("hi"), &id, 1, NULL, &fanout, NULL);
    CHECK_NUMBER(zegoapi_fanout_digest(fanout, &same, NULL), ZEGOAPI_OK);
    CHECK(memcmp(&same, &digest, sizeof same) == 0);
    CHECK_NUMBER(zegoapi_fanout_state(fanout), ZEGOAPI_FANOUT_STATE_RUNNING);
    zegoapi_fanout_free(fanout);
}

static void explanations(void) {
    checking = "explanations";
    zegoapi_explanation_t *explanation = NULL;
    zegoapi_error_t *error = NULL;
    CHECK_NUMBER(zegoapi_explain(424242, ZEGOAPI_CODE_SCOPE_ROOM, &explanation, &error), ZEGOAPI_ERROR_NOT_LISTED);
    CHECK(explanation == NULL && zegoapi_error_text(error).len > 0);
    zegoapi_error_free(error);
    CHECK_NUMBER(zegoapi_explain(INT64_MIN, ZEGOAPI_EVERY_CODE_SCOPE, &explanation, NULL), ZEGOAPI_ERROR_NOT_LISTED);
    /* The 3 of rooms, cut to 32 bits; and an entry that there is not. */
    CHECK_NUMBER(zegoapi_explain(((int64_t)1 << 32) + 3, ZEGOAPI_CODE_SCOPE_ROOM, &explanation, NULL),
                 ZEGOAPI_ERROR_NOT_LISTED);
    CHECK_NUMBER(zegoapi_explain(3, ZEGOAPI_EVERY_CODE_SCOPE, &explanation, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_explanation_count(explanation), 3);
    CHECK_NUMBER(zegoapi_explanation_scope(explanation, 3) + zegoapi_explanation_kind(explanation, SIZE_MAX), 0);
    CHECK_NUMBER(
        zegoapi_explanation_meaning(explanation, 3).len + zegoapi_explanation_advice(explanation, SIZE_MAX).len, 0);
    zegoapi_explanation_free(explanation);
}

/* The end of time, where nothing may overflow. */
static void the_end_of_time(void) {
    checking = "the end of time";
    zegoapi_limiter_t *limiter = NULL;
    uint64_t ticket = 0, turn = 0, until = 0, end = UINT64_MAX;
    zegoapi_limiter_new(UINT32_MAX, UINT32_MAX, &limiter, NULL);
    CHECK_NUMBER(zegoapi_limiter_ask(limiter, 0, end, end, &ticket, &turn, &until, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_limiter_written(limiter, ticket, end, end - 1, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_limiter_refused(limiter, ticket, end, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_limiter_ask(limiter, turn, end, end, &ticket, &turn, &until, NULL), ZEGOAPI_OK);
    zegoapi_command_t *command = NULL;
    zegoapi_call_t *call = NULL;
    zegoapi_request_t *request = NULL;
    uint32_t step = 0;
    uint8_t random[16] = {0};
    zegoapi_time_t now = {UINT64_MAX, INT64_MAX};
    zegoapi_command_new_to_everyone(str("room1"), str("server"), str("hi"), &command, NULL);
    CHECK_NUMBER(zegoapi_call_new(command, app, endpoint, NULL, now, &call, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_call_next(call, now, random, &step, &until, &request, NULL), ZEGOAPI_OK);
    zegoapi_request_free(request);
    zegoapi_call_free(call);
    zegoapi_command_free(command);
    zegoapi_limiter_free(limiter);
}

int main(void) {
    zegoapi_app_new(12345, str("9193cc662a4c0ec135ec71fb57194b38"), &app, NULL);
    zegoapi_endpoint_new_in_region(str(""), &endpoint, NULL);
    zegoapi_stamp_from_nonce(str("4fd24687296dd9f3"), 1615186943, &stamp, NULL);
    versions();
    layouts();
    statuses();
    applications();
    endpoints();
    stamps();
    limits();
    texts();
    other_actions();
    sequences();
    options();
    wrong_options();
    the_rate_is_the_applications();
    lines();
    explanations();
    the_end_of_time();
    zegoapi_endpoint_free(endpoint);
    zegoapi_app_free(app);
    return finish("behaviour");
}
