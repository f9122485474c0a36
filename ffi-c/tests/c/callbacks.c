/* Runs tests/vectors/callbacks.json through the C ABI: signed, verified, remembered, read, refused. */
#include "pack.h"

static void signed_one(struct pack *pack) {
    zegoapi_signature_t signature;
    checking = pack_name(pack);
    zegoapi_str_t secret = pack_text(pack), timestamp = pack_text(pack), nonce = pack_text(pack);
    CHECK_NUMBER(zegoapi_callback_sign(secret, timestamp, nonce, &signature, NULL), ZEGOAPI_OK);
    CHECK_TEXT(str(signature.text), pack_text(pack));
}

/* The error of a callback that was refused: its kind, and what to answer. Frees it. */
static void check_refusal(zegoapi_status_t status, zegoapi_error_t *error, uint32_t kind) {
    CHECK_NUMBER(status, ZEGOAPI_ERROR_BAD_CALLBACK);
    CHECK_NUMBER(zegoapi_error_status(error), status);
    CHECK_NUMBER(zegoapi_error_kind(error), 0);
    CHECK_NUMBER(zegoapi_error_callback_kind(error), kind);
    CHECK(zegoapi_error_text(error).len > 0 && zegoapi_error_token_kind(error) == 0);
    uint32_t answer = zegoapi_error_answer_status(error);
    CHECK(kind == ZEGOAPI_CALLBACK_ERROR_REPEATED ? answer == 200 : answer >= 400 && answer < 600);
    zegoapi_error_free(error);
}

static void checked(struct pack *pack) {
    size_t count;
    zegoapi_callback_verifier_t *verifier = NULL;
    zegoapi_verified_stamp_t *verified = NULL;
    zegoapi_error_t *error = NULL;
    checking = pack_name(pack);
    zegoapi_str_t *secrets = pack_texts(pack, &count);
    uint32_t window = (uint32_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_callback_verifier_new(secrets, count, window, &verifier, NULL), ZEGOAPI_OK);
    zegoapi_str_t timestamp = pack_text(pack), nonce = pack_text(pack), signature = pack_text(pack);
    int64_t now = pack_number(pack), age = 77;
    zegoapi_status_t status =
        zegoapi_callback_verifier_verify(verifier, timestamp, nonce, signature, now, NULL, &verified, &error);
    uint32_t kind = (uint32_t)pack_number(pack);
    int has_index = !pack_nothing(pack);
    int64_t index = has_index ? pack_number(pack) : 0;
    int has_age = !pack_nothing(pack);
    int64_t expected_age = has_age ? pack_number(pack) : 0;
    if (kind == 0) {
        CHECK_NUMBER(status, ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_verified_stamp_secret_index(verified), index);
        CHECK_NUMBER(zegoapi_verified_stamp_age_s(verified), expected_age);
        CHECK_NUMBER(zegoapi_verified_stamp_key(verified).len, 40);
        CHECK_NUMBER(zegoapi_verified_stamp_until(verified), now - expected_age + window);
    } else {
        CHECK(verified == NULL);
        CHECK_NUMBER(zegoapi_error_callback_age_s(error, &age), has_age);
        CHECK_NUMBER(age, expected_age);
        check_refusal(status, error, kind);
    }
    zegoapi_verified_stamp_free(verified);
    zegoapi_callback_verifier_free(verifier);
    free(secrets);
}

/* The stamps that a script of a memory has verified, by name. */
struct held {
    zegoapi_str_t name;
    zegoapi_verified_stamp_t *stamp;
};

static void hold(struct held *held, size_t *count, zegoapi_str_t name, zegoapi_verified_stamp_t *stamp) {
    for (size_t at = 0; at < *count; at++) {
        if (same_text(held[at].name, name)) {
            zegoapi_verified_stamp_free(held[at].stamp);
            held[at].stamp = stamp;
            return;
        }
    }
    stop_if(*count == 64, "more names than there is room for");
    held[*count].name = name;
    held[(*count)++].stamp = stamp;
}

static zegoapi_verified_stamp_t *find(const struct held *held, size_t count, zegoapi_str_t name) {
    for (size_t at = 0; at < count; at++) {
        if (same_text(held[at].name, name)) {
            return held[at].stamp;
        }
    }
    stop_if(1, "a name that stands for nothing");
    return NULL;
}

static void remembered(struct pack *pack) {
    struct held held[64];
    size_t count = 0;
    zegoapi_callback_verifier_t *verifier = NULL;
    zegoapi_nonce_memory_t *memory = NULL;
    checking = pack_name(pack);
    zegoapi_str_t secret = pack_text(pack);
    CHECK_NUMBER(zegoapi_callback_verifier_new(&secret, 1, (uint32_t)pack_number(pack), &verifier, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_nonce_memory_new((size_t)pack_number(pack), &memory, NULL), ZEGOAPI_OK);
    int64_t forgotten = pack_number(pack);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        zegoapi_str_t step = pack_text(pack), name = pack_text(pack);
        if (same_text(step, str("verify"))) {
            zegoapi_verified_stamp_t *stamp = NULL;
            zegoapi_error_t *error = NULL;
            int64_t at = pack_number(pack);
            zegoapi_str_t timestamp = pack_text(pack), nonce = pack_text(pack), signature = pack_text(pack);
            zegoapi_status_t status =
                zegoapi_callback_verifier_verify(verifier, timestamp, nonce, signature, at, memory, &stamp, &error);
            uint32_t kind = (uint32_t)pack_number(pack);
            if (kind == 0) {
                CHECK_NUMBER(status, ZEGOAPI_OK);
                hold(held, &count, name, stamp);
            } else {
                check_refusal(status, error, kind);
            }
        } else if (same_text(step, str("commit"))) {
            CHECK_NUMBER(zegoapi_verified_stamp_commit(find(held, count, name), memory, NULL), ZEGOAPI_OK);
        } else {
            CHECK_NUMBER(zegoapi_verified_stamp_release(find(held, count, name), memory, NULL), ZEGOAPI_OK);
        }
    }
    CHECK_NUMBER(zegoapi_nonce_memory_forgotten(memory), forgotten);
    for (size_t at = 0; at < count; at++) {
        zegoapi_verified_stamp_free(held[at].stamp);
    }
    zegoapi_nonce_memory_free(memory);
    zegoapi_callback_verifier_free(verifier);
}

/* The place of a field that was sent, by its name; SIZE_MAX for none. */
static size_t place_of(const zegoapi_callback_t *callback, zegoapi_str_t name) {
    for (size_t at = 0; at < zegoapi_callback_field_count(callback); at++) {
        if (same_text(zegoapi_callback_field_name(callback, at), name)) {
            return at;
        }
    }
    return SIZE_MAX;
}

static void read_one(struct pack *pack) {
    zegoapi_callback_t *callback = NULL;
    checking = pack_name(pack);
    zegoapi_str_t body = pack_text(pack);
    CHECK_NUMBER(zegoapi_callback_read(body, (uint32_t)pack_number(pack), &callback, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(zegoapi_callback_product(callback), pack_number(pack));
    CHECK_TEXT(zegoapi_callback_event_name(callback), pack_text(pack));
    CHECK_NUMBER(zegoapi_callback_event_number(callback), pack_number(pack));
    CHECK_NUMBER(zegoapi_callback_app_id(callback), pack_number(pack));
    CHECK_TEXT(zegoapi_callback_timestamp(callback), pack_text(pack));
    CHECK_TEXT(zegoapi_callback_nonce(callback), pack_text(pack));
    CHECK_TEXT(zegoapi_callback_signature(callback), pack_text(pack));
    for (int64_t left = pack_number(pack); left > 0; left--) {
        size_t place = place_of(callback, pack_text(pack));
        CHECK(place != SIZE_MAX);
        CHECK_TEXT(zegoapi_callback_field_json(callback, place), pack_text(pack));
    }
    int typed = (int)pack_number(pack);
    CHECK_NUMBER(zegoapi_callback_event_number(callback) != 0, typed);
    CHECK(same_text(zegoapi_callback_event_json(callback), str("null")) == !typed);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        zegoapi_str_t path = pack_text(pack);
        CHECK_NUMBER(zegoapi_callback_count(callback, path), pack_number(pack));
        zegoapi_str_t expected = pack_text(pack), found = zegoapi_callback_text(callback, path);
        CHECK_TEXT(found, expected);
        /* The same text each time, at the same place: what was borrowed before stays. */
        CHECK(found.len == 0 || zegoapi_callback_text(callback, path).data == found.data);
    }
    CHECK_NUMBER(zegoapi_callback_text(callback, str("no/such/field")).len, 0);
    zegoapi_callback_free(callback);
}

static void unreadable(struct pack *pack) {
    zegoapi_callback_t *callback = NULL;
    zegoapi_error_t *error = NULL;
    checking = pack_name(pack);
    zegoapi_status_t status =
        zegoapi_callback_read(pack_text(pack), ZEGOAPI_CALLBACK_OF_ANY_PRODUCT, &callback, &error);
    uint32_t kind = (uint32_t)pack_number(pack);
    CHECK(callback == NULL);
    CHECK_TEXT(zegoapi_error_field(error), pack_text(pack));
    check_refusal(status, error, kind);
}

static int64_t list(struct pack *pack, void (*one)(struct pack *)) {
    int64_t count = pack_number(pack);
    for (int64_t at = 0; at < count; at++) {
        one(pack);
    }
    return count;
}

/* Numbers of a field, and what is none. */
static void numbers(void) {
    checking = "numbers";
    static const char body[] =
        "{\"event\":\"x\",\"timestamp\":1,\"nonce\":1,\"signature\":\"s\",\"a\":{\"b\":[7,1.5,\"8\"]}}";
    zegoapi_callback_t *callback = NULL;
    int64_t number = 77;
    double real = 77;
    CHECK_NUMBER(zegoapi_callback_read(str(body), ZEGOAPI_CALLBACK_OF_ANY_PRODUCT, &callback, NULL), ZEGOAPI_OK);
    CHECK(zegoapi_callback_number(callback, str("a/b/0"), &number) && number == 7);
    CHECK(!zegoapi_callback_number(callback, str("a/b/1"), &number) && number == 0);
    CHECK(zegoapi_callback_real(callback, str("a/b/1"), &real) && real > 1.4 && real < 1.6);
    CHECK(!zegoapi_callback_real(callback, str("a/b/2"), &real) && real < 0.1);
    CHECK_NUMBER(zegoapi_callback_count(callback, str("a/b")), 3);
    CHECK_NUMBER(zegoapi_callback_count(callback, str("a")), 0);
    zegoapi_callback_free(callback);
}

/* A store of one's own: what it is asked, and what its answers lead to. */
struct store {
    uint32_t answer;
    unsigned claims, commits, releases;
    char key[41];
};

static uint32_t claim(void *user_data, zegoapi_str_t key, int64_t now, int64_t until) {
    struct store *store = user_data;
    CHECK(key.len == 40 && strlen(key.data) == 40 && now == 1700000002 && until == 1700000600);
    snprintf(store->key, sizeof store->key, "%s", key.data);
    store->claims++;
    return store->answer;
}

static void commit(void *user_data, zegoapi_str_t key) {
    struct store *store = user_data;
    CHECK_TEXT(key, str(store->key));
    store->commits++;
}

static void release(void *user_data, zegoapi_str_t key) {
    struct store *store = user_data;
    CHECK_TEXT(key, str(store->key));
    store->releases++;
}

static void a_store_of_ones_own(void) {
    checking = "a store of one's own";
    static const struct {
        uint32_t answer, kind;
    } cases[] = {{ZEGOAPI_CLAIM_NEW, 0},
                 {ZEGOAPI_CLAIM_IN_PROGRESS, ZEGOAPI_CALLBACK_ERROR_IN_PROGRESS},
                 {ZEGOAPI_CLAIM_DONE, ZEGOAPI_CALLBACK_ERROR_REPEATED},
                 {ZEGOAPI_CLAIM_UNAVAILABLE, ZEGOAPI_CALLBACK_ERROR_MEMORY_UNAVAILABLE},
                 {0, ZEGOAPI_CALLBACK_ERROR_MEMORY_UNAVAILABLE},
                 {UINT32_MAX, ZEGOAPI_CALLBACK_ERROR_MEMORY_UNAVAILABLE}};
    struct store store = {0, 0, 0, 0, ""};
    zegoapi_str_t secret = str("secret");
    zegoapi_signature_t signature;
    zegoapi_callback_verifier_t *verifier = NULL;
    zegoapi_nonce_memory_t *memory = NULL;
    zegoapi_callback_verifier_new(&secret, 1, ZEGOAPI_CALLBACK_WINDOW_S, &verifier, NULL);
    CHECK_NUMBER(zegoapi_nonce_memory_new_of_store(claim, commit, release, &store, &memory, NULL), ZEGOAPI_OK);
    zegoapi_callback_sign(secret, str("1700000000"), str("1"), &signature, NULL);
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        zegoapi_verified_stamp_t *stamp = NULL;
        zegoapi_error_t *error = NULL;
        store.answer = cases[at].answer;
        zegoapi_status_t status = zegoapi_callback_verifier_verify(
            verifier, str("1700000000"), str("1"), str(signature.text), 1700000002, memory, &stamp, &error);
        if (cases[at].kind != 0) {
            check_refusal(status, error, cases[at].kind);
            continue;
        }
        CHECK_NUMBER(status, ZEGOAPI_OK);
        CHECK_TEXT(zegoapi_verified_stamp_key(stamp), str(store.key));
        CHECK_NUMBER(zegoapi_verified_stamp_commit(stamp, memory, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(zegoapi_verified_stamp_release(stamp, memory, NULL), ZEGOAPI_OK);
        zegoapi_verified_stamp_free(stamp);
    }
    CHECK(store.claims == 6 && store.commits == 1 && store.releases == 1);
    CHECK_NUMBER(zegoapi_nonce_memory_len(memory) + zegoapi_nonce_memory_forgotten(memory), 0);
    /* A signature that is none is not claimed. */
    CHECK_NUMBER(zegoapi_callback_verifier_verify(verifier, str("1700000000"), str("2"), str(signature.text),
                                                  1700000002, memory, &(zegoapi_verified_stamp_t *){NULL}, NULL),
                 ZEGOAPI_ERROR_BAD_CALLBACK);
    CHECK_NUMBER(store.claims, 6);
    zegoapi_nonce_memory_free(memory);
    zegoapi_callback_verifier_free(verifier);
}

static void refused_verifiers(void) {
    checking = "refused verifiers";
    static const struct {
        const char *secret;
        uint32_t window;
        const char *field;
    } cases[] = {
        {"", 600, "callback_secret"}, {"a b", 600, "callback_secret"}, {"s", 0, "window"}, {"s", 86401, "window"}};
    for (size_t at = 0; at < sizeof cases / sizeof *cases; at++) {
        zegoapi_callback_verifier_t *verifier = NULL;
        zegoapi_error_t *error = NULL;
        zegoapi_str_t secret = str(cases[at].secret);
        CHECK_NUMBER(zegoapi_callback_verifier_new(&secret, 1, cases[at].window, &verifier, &error),
                     ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK(verifier == NULL);
        CHECK_TEXT(zegoapi_error_field(error), str(cases[at].field));
        CHECK_NUMBER(zegoapi_error_callback_kind(error), ZEGOAPI_CALLBACK_ERROR_INVALID_INPUT);
        zegoapi_error_free(error);
    }
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: callbacks DIRECTORY");
    struct pack pack = pack_open(argv[1], "callbacks");
    CHECK_NUMBER(list(&pack, signed_one), 9);
    CHECK_NUMBER(list(&pack, checked), 34);
    CHECK_NUMBER(list(&pack, remembered), 6);
    CHECK_NUMBER(list(&pack, read_one), 46);
    CHECK_NUMBER(list(&pack, unreadable), 27);
    pack_close(&pack);
    numbers();
    a_store_of_ones_own();
    refused_verifiers();
    return finish("callbacks");
}
