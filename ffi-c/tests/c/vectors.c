/* Runs the shared vectors through the C ABI: requests, actions, hosts, masked requests, refusals, replies, codes,
 * reports. */
#include "parts.h"

/* The URL in the caller's buffer: asked for its size, one byte too small, just large enough. */
static void check_buffer(const struct parts *parts, zegoapi_str_t url) {
    size_t len = 7;
    zegoapi_error_t *error = NULL;
    zegoapi_status_t status =
        zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, NULL, 0, &len, NULL);
    CHECK_NUMBER(status, ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, url.len);
    char *buffer = malloc(url.len + 2);
    stop_if(buffer == NULL, "out of memory");
    memset(buffer, '#', url.len + 2);
    status = zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, buffer, url.len,
                                       &len, &error);
    CHECK_NUMBER(status, ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    CHECK_NUMBER(len, url.len);
    CHECK(buffer[0] == '#');
    size_t limit = 0, size = 0;
    CHECK(zegoapi_error_limit(error, &limit) && limit == url.len + 1);
    CHECK(zegoapi_error_size(error, &size) && size == url.len);
    zegoapi_error_free(error);
    status = zegoapi_command_write_url(parts->command, parts->app, parts->endpoint, &parts->stamp, buffer, url.len + 1,
                                       &len, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
    zegoapi_str_t written = {buffer, len};
    CHECK_TEXT(written, url);
    CHECK(buffer[url.len] == '\0' && buffer[url.len + 1] == '#');
    free(buffer);
}

static int64_t requests(const char *directory) {
    struct pack pack = pack_open(directory, "requests");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        zegoapi_str_t url = pack_text(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        CHECK_NUMBER(parts_make(&fields, &parts, NULL), ZEGOAPI_OK);
        zegoapi_status_t status =
            zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, NULL);
        CHECK_NUMBER(status, ZEGOAPI_OK);
        CHECK_TEXT(zegoapi_request_url(request), url);
        CHECK_TEXT(zegoapi_request_method(request), str("GET"));
        CHECK_NUMBER(zegoapi_request_body(request).len, 0);
        CHECK(strlen(zegoapi_request_url(request).data) == url.len);
        check_buffer(&parts, url);
        zegoapi_request_free(request);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

static int64_t masked(const char *directory) {
    struct pack pack = pack_open(directory, "masked");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        zegoapi_str_t display = pack_text(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        CHECK_NUMBER(parts_make(&fields, &parts, NULL), ZEGOAPI_OK);
        zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, NULL);
        CHECK_TEXT(zegoapi_request_masked(request), display);
        zegoapi_request_free(request);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

/* A detail that an error has or has not, as the vectors say. */
static void check_detail(struct pack *pack, const zegoapi_error_t *error,
                         bool (*get)(const zegoapi_error_t *, size_t *)) {
    size_t number = 77;
    int expected = !pack_nothing(pack);
    CHECK_NUMBER(get(error, &number), expected);
    CHECK_NUMBER(number, expected ? pack_number(pack) : 0);
}

static int64_t refused(const char *directory) {
    struct pack pack = pack_open(directory, "refused");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_status_t status = parts_make(&fields, &parts, &error);
        if (status == ZEGOAPI_OK) {
            status = zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, &error);
        }
        CHECK_NUMBER(status, ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK(request == NULL);
        CHECK_NUMBER(zegoapi_error_kind(error), ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_NO);
        CHECK_TEXT(zegoapi_error_field(error), pack_text(&pack));
        CHECK_NUMBER(zegoapi_error_problem(error), pack_number(&pack));
        check_detail(&pack, error, zegoapi_error_limit);
        check_detail(&pack, error, zegoapi_error_size);
        check_detail(&pack, error, zegoapi_error_index);
        zegoapi_error_free(error);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

/* The failed users of a reply or of an error; nothing is expected where the vectors name none. */
static void check_users(struct pack *pack, const zegoapi_reply_t *reply, const zegoapi_error_t *error) {
    if (pack_nothing(pack)) {
        return;
    }
    size_t count = (size_t)pack_number(pack);
    CHECK_NUMBER(reply != NULL ? zegoapi_reply_fail_user_count(reply) : zegoapi_error_fail_user_count(error), count);
    for (size_t at = 0; at < count; at++) {
        zegoapi_str_t id = pack_text(pack);
        int64_t code = pack_number(pack);
        CHECK_TEXT(reply != NULL ? zegoapi_reply_fail_user_id(reply, at) : zegoapi_error_fail_user_id(error, at), id);
        CHECK_NUMBER(reply != NULL ? zegoapi_reply_fail_user_code(reply, at) : zegoapi_error_fail_user_code(error, at),
                     code);
    }
}

static void check_refusal(struct pack *pack, zegoapi_status_t status, const zegoapi_error_t *error) {
    CHECK_NUMBER(status, pack_number(pack));
    CHECK_NUMBER(zegoapi_error_status(error), status);
    CHECK_NUMBER(zegoapi_error_kind(error), status);
    CHECK_NUMBER(zegoapi_error_applied(error), pack_number(pack));
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_error_retryable(error), pack_number(pack));
    }
    if (!pack_nothing(pack)) {
        CHECK_NUMBER(zegoapi_error_http_status(error), pack_number(pack));
    }
    CHECK_NUMBER(zegoapi_error_code(error), pack_nothing(pack) ? 0 : pack_number(pack));
    uint32_t code_kind = pack_nothing(pack) ? 0 : (uint32_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_error_code_kind(error), code_kind);
    CHECK_NUMBER(zegoapi_error_scope(error) != 0, code_kind != 0 && code_kind != ZEGOAPI_CODE_KIND_UNLISTED);
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_request_id(error), pack_text(pack));
    }
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_message(error), pack_text(pack));
    }
    check_users(pack, NULL, error);
    CHECK_TEXT(zegoapi_error_data(error), pack_text(pack));
    CHECK_TEXT(zegoapi_error_whole(error), pack_text(pack));
    if (!pack_nothing(pack)) {
        CHECK_TEXT(zegoapi_error_excerpt(error), pack_text(pack));
    }
    CHECK(zegoapi_error_text(error).len > 0 && zegoapi_error_advice(error).len > 0);
}

/* What was sent: the case's action, or a message to the users it names. */
static zegoapi_command_t *sent(struct pack *pack) {
    zegoapi_command_t *command = NULL;
    struct action action = action_read(pack);
    size_t count;
    zegoapi_str_t *to = pack_texts(pack, &count), content = pack_text(pack);
    if (action.named) {
        CHECK_NUMBER(action_make(&action, &command, NULL), ZEGOAPI_OK);
    } else if (count == SIZE_MAX) {
        zegoapi_command_new_to_everyone(str("room1"), str("server"), content, &command, NULL);
    } else {
        zegoapi_command_new_to_users(str("room1"), str("server"), to, count, content, &command, NULL);
    }
    free(to);
    return command;
}

static int64_t replies(const char *directory) {
    struct pack pack = pack_open(directory, "replies");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        zegoapi_command_t *command = sent(&pack);
        uint32_t http_status = (uint32_t)pack_number(&pack);
        zegoapi_str_t body = pack_text(&pack);
        uint32_t whole = (uint32_t)pack_number(&pack);
        zegoapi_reply_t *reply = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_status_t status = zegoapi_command_parse(command, http_status, body, whole, &reply, &error);
        if (pack_number(&pack)) {
            CHECK_NUMBER(status, ZEGOAPI_OK);
            CHECK(error == NULL && reply != NULL);
            CHECK_NUMBER(zegoapi_reply_code(reply), pack_number(&pack));
            CHECK_TEXT(zegoapi_reply_request_id(reply), pack_text(&pack));
            CHECK_TEXT(zegoapi_reply_message(reply), pack_text(&pack));
            check_users(&pack, reply, NULL);
            CHECK_TEXT(zegoapi_reply_data(reply), pack_text(&pack));
            CHECK_TEXT(zegoapi_reply_whole(reply), pack_text(&pack));
        } else {
            CHECK(reply == NULL && error != NULL);
            check_refusal(&pack, status, error);
        }
        zegoapi_reply_free(reply);
        zegoapi_error_free(error);
        zegoapi_command_free(command);
    }
    pack_close(&pack);
    return count;
}

/* The entries of a scope's own table; the gateway's, which stand before them, are counted off. */
static int64_t codes_of_scope(struct pack *pack, size_t *of_gateway) {
    uint32_t scope = (uint32_t)pack_number(pack);
    zegoapi_str_t name = pack_text(pack);
    zegoapi_explanation_t *all = NULL;
    size_t count = (size_t)pack_number(pack), before = scope == ZEGOAPI_CODE_SCOPE_GATEWAY ? 0 : *of_gateway;
    CHECK_NUMBER(zegoapi_explain_scope(scope, &all, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_explanation_count(all), before + count);
    if (scope == ZEGOAPI_CODE_SCOPE_GATEWAY) {
        *of_gateway = count;
    }
    for (size_t at = before; at < before + count; at++) {
        CHECK_NUMBER(zegoapi_explanation_code(all, at), pack_number(pack));
        CHECK_NUMBER(zegoapi_explanation_scope(all, at), scope);
        CHECK_TEXT(zegoapi_explanation_scope_name(all, at), name);
        CHECK_NUMBER(zegoapi_explanation_kind(all, at), pack_number(pack));
        CHECK_NUMBER(zegoapi_explanation_retryable(all, at), pack_number(pack));
        CHECK_NUMBER(zegoapi_explanation_limited_by(all, at), pack_number(pack));
        CHECK(zegoapi_explanation_meaning(all, at).len > 0 && zegoapi_explanation_advice(all, at).len > 0);
    }
    zegoapi_explanation_free(all);
    return (int64_t)count;
}

static int64_t codes(const char *directory) {
    struct pack pack = pack_open(directory, "codes");
    int64_t cases = 0;
    size_t of_gateway = 0;
    checking = "codes";
    for (int64_t left = pack_number(&pack); left > 0; left--) {
        cases += codes_of_scope(&pack, &of_gateway);
    }
    for (int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        zegoapi_explanation_t *found = NULL;
        zegoapi_status_t status = zegoapi_explain(pack_number(&pack), ZEGOAPI_EVERY_CODE_SCOPE, &found, NULL);
        size_t count = (size_t)pack_number(&pack);
        CHECK_NUMBER(status, count > 0 ? ZEGOAPI_OK : ZEGOAPI_ERROR_NOT_LISTED);
        CHECK_NUMBER(zegoapi_explanation_count(found), count);
        for (size_t at = 0; at < count; at++) {
            CHECK_NUMBER(zegoapi_explanation_scope(found, at), pack_number(&pack));
        }
        zegoapi_explanation_free(found);
    }
    for (int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        zegoapi_explanation_t *found = NULL;
        int64_t code = pack_number(&pack);
        zegoapi_status_t status = zegoapi_explain(code, (uint32_t)pack_number(&pack), &found, NULL);
        uint32_t scope = (uint32_t)pack_number(&pack);
        CHECK_NUMBER(status, scope != 0 ? ZEGOAPI_OK : ZEGOAPI_ERROR_NOT_LISTED);
        CHECK_NUMBER(zegoapi_explanation_count(found), scope != 0);
        CHECK_NUMBER(zegoapi_explanation_scope(found, 0), scope);
        CHECK_NUMBER(zegoapi_explanation_code(found, 0), scope != 0 ? code : 0);
        zegoapi_explanation_free(found);
    }
    pack_close(&pack);
    return cases;
}

static int64_t actions(const char *directory) {
    struct pack pack = pack_open(directory, "actions");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        struct fields fields = fields_read(&pack);
        struct parts parts;
        zegoapi_request_t *request = NULL;
        CHECK_NUMBER(parts_make(&fields, &parts, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_command_prepare(parts.command, parts.app, parts.endpoint, &parts.stamp, &request, NULL),
                     ZEGOAPI_OK);
        zegoapi_str_t url = pack_text(&pack);
        CHECK_TEXT(zegoapi_request_url(request), url);
        CHECK_TEXT(zegoapi_request_body(request), pack_text(&pack));
        CHECK_TEXT(zegoapi_request_method(request), str(fields.action.post ? "POST" : "GET"));
        CHECK_TEXT(zegoapi_request_content_type(request), str(fields.action.post ? "application/json" : ""));
        check_buffer(&parts, url);
        zegoapi_request_free(request);
        parts_free(&fields, &parts);
    }
    pack_close(&pack);
    return count;
}

static int64_t hosts(const char *directory) {
    struct pack pack = pack_open(directory, "hosts");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        zegoapi_endpoint_t *endpoint = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_str_t product = pack_text(&pack), region = pack_text(&pack);
        checking = "hosts";
        zegoapi_status_t status = zegoapi_endpoint_new_of_product(product, region, &endpoint, &error);
        if (pack_nothing(&pack)) {
            CHECK_NUMBER(status, ZEGOAPI_ERROR_INVALID_INPUT);
            CHECK_TEXT(zegoapi_error_field(error), str("region"));
        } else {
            CHECK_NUMBER(status, ZEGOAPI_OK);
            CHECK_TEXT(zegoapi_endpoint_url(endpoint), pack_text(&pack));
        }
        zegoapi_error_free(error);
        zegoapi_endpoint_free(endpoint);
    }
    pack_close(&pack);
    return count;
}

static void report_line(struct pack *pack) {
    zegoapi_str_t digest = pack_text(pack), line = pack_text(pack);
    char user[8192], written[8192];
    size_t len = 77;
    uint32_t outcome = 77;
    int64_t code = 77;
    zegoapi_error_t *error = NULL;
    zegoapi_status_t status = zegoapi_report_line_read(digest, line, user, sizeof user, &len, &outcome, &code, &error);
    int refused = !pack_nothing(pack);
    CHECK_NUMBER(status, refused ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_OK);
    CHECK_TEXT(zegoapi_error_field(error), refused ? pack_text(pack) : str(""));
    zegoapi_error_free(error);
    int is_written = (int)pack_number(pack);
    if (refused || pack_nothing(pack)) {
        CHECK(len == 0 && outcome == 0 && code == 0);
        return;
    }
    stop_if(pack_number(pack) != 1, "a line is about one user");
    zegoapi_str_t expected = pack_text(pack), found = {user, len};
    CHECK_TEXT(found, expected);
    CHECK_NUMBER(outcome, pack_number(pack));
    CHECK_NUMBER(code, pack_number(pack));
    if (is_written) {
        CHECK_NUMBER(zegoapi_report_line_write(digest, found, outcome, code, written, sizeof written, &len, NULL),
                     ZEGOAPI_OK);
        CHECK_TEXT(str(written), line);
    }
}

static int64_t reports(const char *directory) {
    struct pack pack = pack_open(directory, "reports");
    int64_t count = 0;
    checking = "reports";
    for (int64_t left = pack_number(&pack); left > 0; left--, count++) {
        zegoapi_digest_t digest;
        zegoapi_str_t room = pack_text(&pack), sender = pack_text(&pack), content = pack_text(&pack);
        CHECK_NUMBER(zegoapi_message_digest(room, sender, content, &digest, NULL), ZEGOAPI_OK);
        CHECK_TEXT(str(digest.text), pack_text(&pack));
    }
    for (int64_t left = pack_number(&pack); left > 0; left--, count++) {
        report_line(&pack);
    }
    pack_close(&pack);
    return count;
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: vectors DIRECTORY");
    CHECK_NUMBER(requests(argv[1]), 151);
    CHECK_NUMBER(masked(argv[1]), 2);
    CHECK_NUMBER(refused(argv[1]), 76);
    CHECK_NUMBER(replies(argv[1]), 170);
    CHECK_NUMBER(codes(argv[1]), 196);
    CHECK_NUMBER(actions(argv[1]), 24);
    CHECK_NUMBER(hosts(argv[1]), 84);
    CHECK_NUMBER(reports(argv[1]), 27);
    return finish("vectors");
}
