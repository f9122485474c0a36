/* Runs tests/vectors/tokens.json through the C ABI: made to the byte, refused, opened, mistaken for one. */
#include "pack.h"

/* Privileges of a case against what is found; nothing: none. */
static void check_privileges(struct pack *pack, const zegoapi_privileges_t *found) {
    int expected = !pack_nothing(pack);
    CHECK_NUMBER(found != NULL, expected);
    if (!expected) {
        return;
    }
    CHECK_TEXT(zegoapi_privileges_room_id(found), pack_text(pack));
    CHECK_NUMBER(zegoapi_privileges_login(found), pack_number(pack));
    CHECK_NUMBER(zegoapi_privileges_publish(found), pack_number(pack));
    size_t count;
    zegoapi_str_t *streams = pack_texts(pack, &count);
    count = count == SIZE_MAX ? 0 : count;
    CHECK_NUMBER(zegoapi_privileges_stream_count(found), count);
    for (size_t at = 0; at < count; at++) {
        CHECK_TEXT(zegoapi_privileges_stream_id(found, at), streams[at]);
    }
    free(streams);
}

/* Makes the privileges that a case names; NULL for none. The pack is left before them, to be compared later. */
static zegoapi_privileges_t *make_privileges(struct pack ahead) {
    zegoapi_privileges_t *made = NULL;
    if (pack_nothing(&ahead)) {
        return NULL;
    }
    size_t count;
    zegoapi_str_t room = pack_text(&ahead);
    uint32_t login = (uint32_t)pack_number(&ahead), publish = (uint32_t)pack_number(&ahead);
    zegoapi_str_t *streams = pack_texts(&ahead, &count);
    count = count == SIZE_MAX ? 0 : count;
    zegoapi_status_t status = room.len == 0
                                  ? zegoapi_privileges_new_in_any_room(login, publish, streams, count, &made, NULL)
                                  : zegoapi_privileges_new_in_room(room, login, publish, streams, count, &made, NULL);
    CHECK_NUMBER(status, ZEGOAPI_OK);
    free(streams);
    return made;
}

static void made(struct pack *pack) {
    zegoapi_app_t *app = NULL;
    zegoapi_token_t *token = NULL;
    zegoapi_token_contents_t *contents = NULL;
    uint8_t iv[16];
    checking = pack_name(pack);
    uint32_t app_id = (uint32_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_app_new(app_id, pack_text(pack), &app, NULL), ZEGOAPI_OK);
    zegoapi_app_set_clock_offset_s(app, (int32_t)pack_number(pack), NULL);
    zegoapi_str_t user = pack_text(pack);
    uint64_t valid_for = (uint64_t)pack_number(pack);
    int64_t now = pack_number(pack), nonce = pack_number(pack);
    zegoapi_str_t bytes = pack_text(pack), payload = pack_text(pack);
    stop_if(bytes.len != sizeof iv, "an IV has 16 bytes");
    memcpy(iv, bytes.data, sizeof iv);
    zegoapi_privileges_t *privileges = make_privileges(*pack);
    if (privileges != NULL) {
        CHECK_TEXT(zegoapi_privileges_json(privileges), payload);
    }
    CHECK_NUMBER(zegoapi_token_make_with_iv(app, user, valid_for, payload, iv, (int32_t)nonce, now, &token, NULL),
                 ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_token_open(token, app, &contents, NULL), ZEGOAPI_OK);
    if (privileges != NULL) {
        check_privileges(pack, zegoapi_token_contents_privileges(contents));
    } else {
        /* A payload of the case's own may say some all the same. */
        CHECK(pack_nothing(pack));
    }
    CHECK_TEXT(zegoapi_token_text(token), pack_text(pack));
    CHECK(strncmp(zegoapi_token_masked(token).data, "04...(", 6) == 0);
    CHECK_TEXT(zegoapi_token_contents_user_id(contents), user);
    CHECK_TEXT(zegoapi_token_contents_payload(contents), payload);
    CHECK_NUMBER(zegoapi_token_contents_app_id(contents), app_id);
    CHECK_NUMBER(zegoapi_token_contents_nonce(contents), nonce);
    CHECK_NUMBER(zegoapi_token_contents_expire(contents), zegoapi_token_expire(token));
    CHECK_NUMBER(zegoapi_token_contents_expire(contents) - zegoapi_token_contents_ctime(contents), valid_for);
    CHECK(zegoapi_token_contents_is_of(contents, app));
    zegoapi_token_contents_free(contents);
    zegoapi_token_free(token);
    zegoapi_privileges_free(privileges);
    zegoapi_app_free(app);
}

static void check_size(struct pack *pack, const zegoapi_error_t *error,
                       bool (*get)(const zegoapi_error_t *, size_t *)) {
    size_t number = 77;
    int expected = !pack_nothing(pack);
    CHECK_NUMBER(get(error, &number), expected);
    CHECK_NUMBER(number, expected ? pack_number(pack) : 0);
}

static void refused(struct pack *pack) {
    static const uint8_t random[20] = {0};
    zegoapi_app_t *app = NULL;
    zegoapi_token_t *token = NULL;
    zegoapi_privileges_t *privileges = NULL;
    zegoapi_error_t *error = NULL;
    checking = pack_name(pack);
    CHECK_NUMBER(zegoapi_app_new(12345, pack_text(pack), &app, NULL), ZEGOAPI_OK);
    zegoapi_str_t user = pack_text(pack);
    uint64_t valid_for = (uint64_t)pack_number(pack);
    int64_t now = pack_number(pack);
    zegoapi_str_t payload = pack_text(pack);
    zegoapi_status_t status = ZEGOAPI_OK;
    int has_room = !pack_nothing(pack);
    zegoapi_str_t room = has_room ? pack_text(pack) : str("");
    size_t count;
    zegoapi_str_t *streams = pack_texts(pack, &count);
    if (has_room) {
        count = count == SIZE_MAX ? 0 : count;
        status = zegoapi_privileges_new_in_room(room, 1, 1, streams, count, &privileges, &error);
        payload = zegoapi_privileges_json(privileges);
    }
    if (status == ZEGOAPI_OK) {
        status = zegoapi_token_make(app, user, valid_for, payload, random, now, &token, &error);
    }
    CHECK_NUMBER(status, ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK(token == NULL);
    CHECK_NUMBER(zegoapi_error_kind(error), ZEGOAPI_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_error_token_kind(error), ZEGOAPI_TOKEN_ERROR_INVALID_INPUT);
    CHECK_NUMBER(zegoapi_error_applied(error), ZEGOAPI_APPLIED_NO);
    CHECK_TEXT(zegoapi_error_field(error), pack_text(pack));
    CHECK_NUMBER(zegoapi_error_problem(error), pack_number(pack));
    check_size(pack, error, zegoapi_error_limit);
    check_size(pack, error, zegoapi_error_size);
    check_size(pack, error, zegoapi_error_index);
    zegoapi_error_free(error);
    zegoapi_privileges_free(privileges);
    zegoapi_app_free(app);
    free(streams);
}

static void opened(struct pack *pack) {
    zegoapi_app_t *app = NULL;
    zegoapi_token_t *token = NULL;
    zegoapi_token_contents_t *contents = NULL;
    checking = pack_name(pack);
    uint32_t app_id = (uint32_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_app_new(app_id, pack_text(pack), &app, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_token_parse(pack_text(pack), &token, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_token_open(token, app, &contents, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_token_contents_app_id(contents), pack_number(pack));
    CHECK_TEXT(zegoapi_token_contents_user_id(contents), pack_text(pack));
    CHECK_NUMBER(zegoapi_token_contents_nonce(contents), pack_number(pack));
    CHECK_NUMBER(zegoapi_token_contents_ctime(contents), pack_number(pack));
    CHECK_NUMBER(zegoapi_token_contents_expire(contents), pack_number(pack));
    CHECK_TEXT(zegoapi_token_contents_payload(contents), pack_text(pack));
    CHECK_NUMBER(zegoapi_token_contents_is_of(contents, app), pack_number(pack));
    check_privileges(pack, zegoapi_token_contents_privileges(contents));
    for (int64_t left = pack_number(pack); left > 0; left--) {
        int64_t now = pack_number(pack);
        uint64_t leeway = (uint64_t)pack_number(pack);
        CHECK_NUMBER(zegoapi_token_contents_validity(contents, now, leeway), pack_number(pack));
    }
    zegoapi_token_contents_free(contents);
    zegoapi_token_free(token);
    zegoapi_app_free(app);
}

static void mistaken(struct pack *pack) {
    zegoapi_app_t *app = NULL;
    zegoapi_token_t *token = NULL;
    zegoapi_token_contents_t *contents = NULL;
    zegoapi_error_t *error = NULL;
    checking = pack_name(pack);
    CHECK_NUMBER(zegoapi_app_new(12345, pack_text(pack), &app, NULL), ZEGOAPI_OK);
    zegoapi_status_t status = zegoapi_token_parse(pack_text(pack), &token, &error);
    if (status == ZEGOAPI_OK) {
        status = zegoapi_token_open(token, app, &contents, &error);
    }
    CHECK(contents == NULL);
    uint32_t kind = (uint32_t)pack_number(pack);
    CHECK_NUMBER(status,
                 kind == ZEGOAPI_TOKEN_ERROR_INVALID_INPUT ? ZEGOAPI_ERROR_INVALID_INPUT : ZEGOAPI_ERROR_BAD_TOKEN);
    CHECK_NUMBER(zegoapi_error_status(error), status);
    CHECK_NUMBER(zegoapi_error_kind(error), status == ZEGOAPI_ERROR_BAD_TOKEN ? 0 : status);
    CHECK_NUMBER(zegoapi_error_token_kind(error), kind);
    CHECK(zegoapi_error_text(error).len > 0 && zegoapi_error_callback_kind(error) == 0);
    zegoapi_error_free(error);
    zegoapi_token_free(token);
    zegoapi_app_free(app);
}

static int64_t list(struct pack *pack, void (*one)(struct pack *)) {
    int64_t count = pack_number(pack);
    for (int64_t at = 0; at < count; at++) {
        one(pack);
    }
    return count;
}

/* From random bytes, and where the library can get them itself, from the system: no two tokens are alike. */
static void random_tokens(void) {
    checking = "random tokens";
    uint8_t random[20];
    zegoapi_app_t *app = NULL;
    zegoapi_token_t *tokens[2] = {NULL, NULL};
    zegoapi_app_new(12345, str("9193cc662a4c0ec135ec71fb57194b38"), &app, NULL);
    for (size_t at = 0; at < 2; at++) {
        memset(random, (int)at, sizeof random);
        CHECK_NUMBER(zegoapi_token_make(app, str("u"), 60, str(""), random, 1700000000, &tokens[at], NULL), ZEGOAPI_OK);
    }
    CHECK(!same_text(zegoapi_token_text(tokens[0]), zegoapi_token_text(tokens[1])));
    CHECK_NUMBER(zegoapi_token_expire(tokens[0]), 1700000060);
    for (size_t at = 0; at < 2; at++) {
        zegoapi_token_free(tokens[at]);
    }
#ifdef ZEGOAPI_HTTP
    for (size_t at = 0; at < 2; at++) {
        CHECK_NUMBER(zegoapi_token_make_now(app, str("u"), 60, str(""), &tokens[at], NULL), ZEGOAPI_OK);
        CHECK(zegoapi_token_expire(tokens[at]) > 1700000060);
    }
    CHECK(!same_text(zegoapi_token_text(tokens[0]), zegoapi_token_text(tokens[1])));
    for (size_t at = 0; at < 2; at++) {
        zegoapi_token_free(tokens[at]);
    }
#endif
    zegoapi_app_free(app);
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: tokens DIRECTORY");
    struct pack pack = pack_open(argv[1], "tokens");
    CHECK_NUMBER(list(&pack, made), 13);
    CHECK_NUMBER(list(&pack, refused), 16);
    CHECK_NUMBER(list(&pack, opened), 11);
    CHECK_NUMBER(list(&pack, mistaken), 31);
    pack_close(&pack);
    random_tokens();
    return finish("tokens");
}
