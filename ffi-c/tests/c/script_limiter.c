/* Runs tests/vectors/limiter.json: one limiter in virtual time, step by step, through the C ABI. */
#include "script.h"

#define MOST_NUMBERS 8192

/* The numbers of tickets and turns of a case, which are the same, by the name that the script gave them. */
struct names {
    zegoapi_str_t names[MOST_NUMBERS];
    uint64_t numbers[MOST_NUMBERS];
    size_t count;
};

/* A name stands for all numbers of it, or with a number at its end for one of them. */
static int stands_for(zegoapi_str_t name, const struct names *names, size_t at) {
    zegoapi_str_t of = names->names[at];
    if (same_text(name, of)) {
        return 1;
    }
    char numbered[64];
    size_t before = 0;
    for (size_t other = 0; other < at; other++) {
        before += (size_t)same_text(names->names[other], of);
    }
    snprintf(numbered, sizeof numbered, "%.*s%zu", (int)of.len, of.data, before);
    return same_text(name, str(numbered));
}

/* The numbers that a name stands for; `never` is one that no case gives. */
static size_t find(const struct names *names, zegoapi_str_t name, uint64_t *found) {
    size_t count = 0;
    if (script_is(name, "never")) {
        found[count++] = 1000000000;
    }
    for (size_t at = 0; at < names->count; at++) {
        if (stands_for(name, names, at)) {
            found[count++] = names->numbers[at];
        }
    }
    stop_if(count == 0, "a name that stands for nothing");
    return count;
}

static void add(struct names *names, zegoapi_str_t name, uint64_t number) {
    stop_if(names->count == MOST_NUMBERS, "more numbers than there is room for");
    names->names[names->count] = name;
    names->numbers[names->count++] = number;
}

static void ask(struct pack *pack, zegoapi_limiter_t *limiter, struct names *names, int goes) {
    static uint64_t found[MOST_NUMBERS + 1];
    uint64_t now = (uint64_t)pack_number(pack), by = (uint64_t)pack_number(pack), turn = 0;
    int is_named = !pack_nothing(pack);
    zegoapi_str_t name = is_named ? pack_text(pack) : str("");
    int has_turn = !pack_nothing(pack);
    if (has_turn) {
        stop_if(find(names, pack_text(pack), found) != 1, "a turn stands for one");
        turn = found[0];
    }
    int64_t times = goes ? (pack_nothing(pack) ? 1 : pack_number(pack)) : 1;
    for (; times > 0; times--) {
        uint64_t ticket = 77, given = 77, until = 77;
        CHECK_NUMBER(zegoapi_limiter_ask(limiter, turn, now, by, &ticket, &given, &until, NULL), ZEGOAPI_OK);
        CHECK_NUMBER(ticket, goes ? given : 0);
        CHECK(given != 0 && (!goes || until == 0));
        if (has_turn && turn != 1000000000) {
            CHECK_NUMBER(given, turn);
        }
        if (is_named) {
            add(names, name, given);
        }
        if (!goes) {
            CHECK_NUMBER(until, pack_number(pack));
        }
    }
}

static void tell(struct pack *pack, zegoapi_limiter_t *limiter, const struct names *names, zegoapi_str_t how) {
    static uint64_t found[MOST_NUMBERS + 1];
    size_t count = find(names, pack_text(pack), found);
    if (script_is(how, "leave")) {
        for (size_t at = 0; at < count; at++) {
            CHECK_NUMBER(zegoapi_limiter_leave(limiter, found[at], NULL), ZEGOAPI_OK);
        }
        return;
    }
    uint64_t now = (uint64_t)pack_number(pack), handshake = 0;
    if (script_is(how, "written")) {
        handshake = pack_nothing(pack) ? ZEGOAPI_HANDSHAKE_NOT_KNOWN : (uint64_t)pack_number(pack);
    }
    for (size_t at = 0; at < count; at++) {
        zegoapi_status_t status = script_is(how, "written")
                                      ? zegoapi_limiter_written(limiter, found[at], now, handshake, NULL)
                                  : script_is(how, "finished") ? zegoapi_limiter_finished(limiter, found[at], now, NULL)
                                  : script_is(how, "not_sent") ? zegoapi_limiter_not_sent(limiter, found[at], now, NULL)
                                                               : zegoapi_limiter_refused(limiter, found[at], now, NULL);
        CHECK_NUMBER(status, ZEGOAPI_OK);
    }
}

static void one_case(struct pack *pack) {
    static struct names names;
    zegoapi_limiter_t *limiter = NULL;
    names.count = 0;
    uint32_t calls = (uint32_t)pack_number(pack), window_ms = (uint32_t)pack_number(pack);
    CHECK_NUMBER(zegoapi_limiter_new(calls, window_ms, &limiter, NULL), ZEGOAPI_OK);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        zegoapi_str_t step = pack_text(pack);
        if (script_is(step, "go") || script_is(step, "wait")) {
            ask(pack, limiter, &names, script_is(step, "go"));
        } else if (script_is(step, "allowed")) {
            CHECK_NUMBER(zegoapi_limiter_allowed(limiter), pack_number(pack));
        } else if (script_is(step, "waiting")) {
            CHECK_NUMBER(zegoapi_limiter_waiting(limiter), pack_number(pack));
        } else {
            tell(pack, limiter, &names, step);
        }
    }
    zegoapi_limiter_free(limiter);
}

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: script_limiter DIRECTORY");
    struct pack pack = pack_open(argv[1], "limiter");
    int64_t count = pack_number(&pack);
    for (int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        one_case(&pack);
    }
    pack_close(&pack);
    checking = "limiter";
    CHECK_NUMBER(count, 71);
    return finish("script_limiter");
}
