/* Runs tests/vectors/limiter.json: one limiter in virtual time, step by step, through the C ABI. */
#include "script.h"

#define MOST_TICKETS 4096

/* The tickets of a case, by the name that the script gave them. */
struct tickets {
    zegoapi_str_t names[MOST_TICKETS];
    uint64_t numbers[MOST_TICKETS];
    size_t count;
};

static void go(struct pack *pack, const zegoapi_limiter_t *limiter, struct tickets *tickets) {
    uint64_t now = (uint64_t)pack_number(pack), until;
    int64_t times = pack_number(pack);
    zegoapi_str_t name = pack_text(pack);
    for (; times > 0; times--) {
        stop_if(tickets->count == MOST_TICKETS, "more tickets than there is room for");
        uint64_t *number = &tickets->numbers[tickets->count];
        CHECK_NUMBER(zegoapi_limiter_ask(limiter, now, number, &until, NULL), ZEGOAPI_OK);
        CHECK(*number != 0 && until == 0);
        tickets->names[tickets->count++] = name;
    }
}

static void must_wait(struct pack *pack, const zegoapi_limiter_t *limiter) {
    uint64_t ticket = 1, until = 0;
    CHECK_NUMBER(zegoapi_limiter_ask(limiter, (uint64_t)pack_number(pack), &ticket, &until, NULL), ZEGOAPI_OK);
    CHECK_NUMBER(ticket, 0);
    CHECK_NUMBER(until, pack_number(pack));
}

/* A name stands for all tickets of it, or with a number at its end for one of them. */
static int stands_for(zegoapi_str_t name, const struct tickets *tickets, size_t at) {
    zegoapi_str_t of = tickets->names[at];
    if (same_text(name, of)) {
        return 1;
    }
    char numbered[64];
    size_t before = 0;
    for (size_t other = 0; other < at; other++) {
        before += (size_t)same_text(tickets->names[other], of);
    }
    snprintf(numbered, sizeof numbered, "%.*s%zu", (int)of.len, of.data, before);
    return same_text(name, str(numbered));
}

static void tell(struct pack *pack, const zegoapi_limiter_t *limiter, const struct tickets *tickets,
                 zegoapi_str_t how) {
    zegoapi_status_t (*function)(const zegoapi_limiter_t *, uint64_t, uint64_t, zegoapi_error_t **) =
        script_is(how, "finished")   ? zegoapi_limiter_finished
        : script_is(how, "not_sent") ? zegoapi_limiter_not_sent
                                     : zegoapi_limiter_refused;
    uint64_t now = (uint64_t)pack_number(pack);
    zegoapi_str_t name = pack_text(pack);
    size_t told = 0;
    if (script_is(name, "never")) {
        CHECK_NUMBER(function(limiter, 1000000000, now, NULL), ZEGOAPI_OK);
        return;
    }
    for (size_t at = 0; at < tickets->count; at++) {
        if (stands_for(name, tickets, at)) {
            CHECK_NUMBER(function(limiter, tickets->numbers[at], now, NULL), ZEGOAPI_OK);
            told++;
        }
    }
    CHECK(told > 0);
}

static void one_case(struct pack *pack) {
    static struct tickets tickets;
    zegoapi_limiter_t *limiter = NULL;
    tickets.count = 0;
    CHECK_NUMBER(zegoapi_limiter_new((uint32_t)pack_number(pack), &limiter, NULL), ZEGOAPI_OK);
    for (int64_t left = pack_number(pack); left > 0; left--) {
        zegoapi_str_t step = pack_text(pack);
        if (script_is(step, "go")) {
            go(pack, limiter, &tickets);
        } else if (script_is(step, "wait")) {
            must_wait(pack, limiter);
        } else if (script_is(step, "rate")) {
            CHECK_NUMBER(zegoapi_limiter_calls_per_second(limiter), pack_number(pack));
        } else {
            tell(pack, limiter, &tickets, step);
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
    CHECK_NUMBER(count, 44);
    return finish("script_limiter");
}
