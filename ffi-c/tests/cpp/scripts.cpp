// Runs the scripted cases (calls, limiter, fanout) through zegoapi.hpp.
#include <map>

#include "tools.hpp"

namespace {

using namespace zegoapi;

zegoapi_time_t moment(pack &pack) {
    const auto monotonic_ms = static_cast<std::uint64_t>(pack_number(&pack));
    return {monotonic_ms, pack_number(&pack)};
}

std::optional<std::int64_t> number(pack &pack) {
    return pack_nothing(&pack) ? std::nullopt : std::optional<std::int64_t>(pack_number(&pack));
}

std::optional<std::string_view> maybe(pack &pack) {
    return pack_nothing(&pack) ? std::nullopt : std::optional<std::string_view>(text(pack));
}

std::optional<Milliseconds> handshake(pack &pack) {
    const auto ms = number(pack);
    return ms ? std::optional<Milliseconds>(*ms) : std::nullopt;
}

Command message() {
    return std::move(*Command::to_users("room1", "server", {"u1", "u2"}, "hi"));
}

// The application of a case, its options and its random bytes.
struct Setting {
    explicit Setting(pack &pack) {
        for (std::int64_t left = pack_number(&pack); left > 0; left--) {
            const auto limit = static_cast<std::uint32_t>(pack_number(&pack));
            CHECK(app.set_limit(limit, static_cast<std::size_t>(pack_number(&pack))).ok());
        }
        if (const auto is_test = number(pack)) {
            CHECK(app.set_is_test(*is_test != 0).ok() && app.is_test() == *is_test);
        }
        if (const auto calls = number(pack)) {
            CHECK(app.set_calls_per_second("SendCustomCommand", static_cast<std::uint32_t>(*calls)).ok());
            CHECK(app.calls_per_second("SendCustomCommand") == *calls);
        }
        CHECK(app.set_clock_offset(static_cast<std::int32_t>(pack_number(&pack))).ok());
        for (std::int64_t left = pack_number(&pack); left > 0; left--) {
            const auto option = static_cast<std::uint32_t>(pack_number(&pack));
            CHECK(options.set(option, static_cast<std::uint64_t>(pack_number(&pack))).ok());
        }
    }

    Random random(std::uint64_t jitter) {
        Random bytes{};
        asks++;
        for (std::size_t at = 0; at < 8; at++) {
            bytes[at] = static_cast<std::uint8_t>(asks >> (56 - 8 * at));
            bytes[8 + at] = static_cast<std::uint8_t>(jitter >> (8 * at));
        }
        return bytes;
    }

    std::string nonce() const {
        char nonce[17];
        std::snprintf(nonce, sizeof nonce, "%016" PRIx64, asks);
        return nonce;
    }

    // The request is that of this command, signed with the ask's nonce and this timestamp.
    void check_request(const Request &request, const Command &command, std::int64_t timestamp) const {
        const auto stamp = Stamp::from_nonce(nonce(), timestamp);
        CHECK(same(request.url(), command.prepare(app, endpoint, *stamp)->url()));
    }

    App app = std::move(*App::create(12345, "9193cc662a4c0ec135ec71fb57194b38"));
    Endpoint endpoint = std::move(*Endpoint::in_region(""));
    Options options = std::move(*Options::create());
    std::uint64_t asks = 0;
};

void check_error(pack &pack, const Error &error) {
    CHECK_NUMBER(error.kind(), pack_number(&pack));
    const auto applied = number(pack);
    CHECK(!applied || error.applied() == *applied);
    CHECK(error.code() == number(pack).value_or(0));
    CHECK(error.cause() == number(pack).value_or(0));
    const auto http_status = number(pack);
    CHECK(!http_status || error.http_status() == *http_status);
    CHECK(same(error.field(), maybe(pack).value_or("")));
    CHECK(error.problem() == number(pack).value_or(0));
    const auto detail = maybe(pack), request_id = maybe(pack);
    CHECK(!detail || same(error.transport_detail(), *detail));
    CHECK(!request_id || same(error.request_id(), *request_id));
    if (const auto count = number(pack)) {
        CHECK(error.fail_user_count() == static_cast<std::size_t>(*count));
        for (std::int64_t at = 0; at < *count; at++) {
            CHECK(same(error.fail_user(static_cast<std::size_t>(at)).uid, text(pack)));
            CHECK_NUMBER(error.fail_user(static_cast<std::size_t>(at)).code, pack_number(&pack));
        }
    }
}

void check_order(const Result<void> &result, bool refused) {
    CHECK(result.ok() == !refused);
    CHECK(!refused || (result.error().field() == "call" && result.error().problem() == ZEGOAPI_PROBLEM_OUT_OF_ORDER));
}

template <class Driven>
void check_events(pack &pack, Driven &driven) {
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const auto event = driven.take_event();
        stop_if(!event, "an event is missing");
        CHECK(event->call() == static_cast<std::uint64_t>(number(pack).value_or(1)));
        CHECK_NUMBER(event->kind(), pack_number(&pack));
        CHECK_NUMBER(event->try_number(), pack_number(&pack));
        CHECK_NUMBER(event->outcome(), pack_number(&pack));
        CHECK(event->code() == number(pack));
        CHECK_NUMBER(event->duration_ms(), pack_number(&pack));
    }
    CHECK(!driven.take_event());
}

// One call, driven as the script says.
class OneCall {
public:
    explicit OneCall(pack &pack)
        : pack_(pack), setting_(pack), action_(pack), command_(action_.named ? std::move(*action_.make()) : message()) {
        const zegoapi_time_t begins = moment(pack);
        call_ = std::move(*Call::begin(command_, setting_.app, setting_.endpoint, begins, setting_.options));
        for (std::int64_t left = pack_number(&pack); left > 0; left--) {
            step(text(pack));
        }
    }

private:
    void step(std::string_view name) {
        if (name.substr(0, 4) == "ask-") {
            ask(name);
        } else if (name == "give-up") {
            CHECK(call_.cancel(moment(pack_)).ok());
        } else if (name == "others") {
            others();
        } else if (name == "events") {
            check_events(pack_, call_);
        } else if (name == "event") {
            event();
        } else if (name == "offset") {
            CHECK_NUMBER(setting_.app.clock_offset(), pack_number(&pack_));
        } else {
            report(name);
        }
    }

    void ask(std::string_view name) {
        const zegoapi_time_t now = moment(pack_);
        const Random random = setting_.random(static_cast<std::uint64_t>(pack_number(&pack_)));
        auto step = call_.next(now, random);
        if (name == "ask-refused") {
            CHECK(!step && step.error().field() == "call" && step.error().problem() == ZEGOAPI_PROBLEM_OUT_OF_ORDER);
            return;
        }
        stop_if(!step, "a step is missing");
        if (name == "ask-send") {
            sent(*step);
        } else if (name == "ask-wait") {
            CHECK_NUMBER(step->kind, ZEGOAPI_STEP_WAIT);
            CHECK_NUMBER(step->ms, pack_number(&pack_));
        } else {
            CHECK_NUMBER(step->kind, ZEGOAPI_STEP_DONE);
            over(call_.take_outcome(), name == "ask-reply");
        }
    }

    void sent(const Step &step) {
        CHECK_NUMBER(step.kind, ZEGOAPI_STEP_SEND);
        stop_if(!pack_nothing(&pack_) || !pack_nothing(&pack_), "a call has no number and no users of its own");
        const std::int64_t timestamp = pack_number(&pack_);
        CHECK_NUMBER(step.ms, pack_number(&pack_));
        const std::string_view query = text(pack_), body = text(pack_);
        if (!action_.named) {
            setting_.check_request(step.request, command_, timestamp);
            return;
        }
        const std::string before = "https://rtc-api.zego.im/?Action=" + std::string(action_.name) +
                                   "&AppId=12345&SignatureNonce=" + setting_.nonce() +
                                   "&Timestamp=" + std::to_string(timestamp) + "&Signature=";
        const std::string after = "&SignatureVersion=2.0" + std::string(query);
        const std::string_view url = step.request.url();
        CHECK(same(url.substr(0, before.size()), before) && url.size() == before.size() + 32 + after.size());
        CHECK(same(url.substr(url.size() < after.size() ? 0 : url.size() - after.size()), after));
        CHECK(same(step.request.body(), body));
    }

    void over(Result<Reply> outcome, bool expected) {
        stop_if(outcome.ok() != expected, "a reply or an error in place of the other");
        if (!expected) {
            check_error(pack_, outcome.error());
            return;
        }
        CHECK(same(outcome->request_id(), text(pack_)));
        CHECK_NUMBER(outcome->code(), pack_number(&pack_));
        const auto count = static_cast<std::size_t>(pack_number(&pack_));
        CHECK(outcome->fail_user_count() == count);
        for (std::size_t at = 0; at < count; at++) {
            CHECK(same(outcome->fail_user(at).uid, text(pack_)));
            CHECK_NUMBER(outcome->fail_user(at).code, pack_number(&pack_));
        }
        CHECK(same(outcome->data(), text(pack_)));
    }

    void report(std::string_view how) {
        const zegoapi_time_t now = moment(pack_);
        stop_if(!pack_nothing(&pack_), "a call has no number of its own");
        const bool refused = pack_number(&pack_) != 0;
        if (how == "written") {
            check_order(call_.written(now, handshake(pack_)), refused);
        } else if (how == "reply") {
            const auto http_status = static_cast<std::uint32_t>(pack_number(&pack_));
            const std::string_view date = text(pack_), body = text(pack_);
            check_order(call_.reply(now, {http_status, date, body, pack_number(&pack_) != 0}), refused);
        } else {
            const auto cause = static_cast<std::uint32_t>(pack_number(&pack_));
            check_order(how == "not-sent" ? call_.not_sent(now, cause, "detail") : call_.unknown(now, cause, "detail"),
                        refused);
        }
    }

    void others() {
        const zegoapi_time_t now = moment(pack_);
        const std::int64_t count = pack_number(&pack_);
        const auto body = maybe(pack_);
        const Action action(pack_);
        const Command command = action.named ? std::move(*action.make()) : message();
        Options fail_fast = std::move(*Options::create());
        CHECK(fail_fast.set_fail_fast(true).ok());
        std::vector<Call> calls;
        for (std::int64_t at = 0; at < count; at++) {
            auto call = Call::begin(command, setting_.app, setting_.endpoint, now, fail_fast);
            const auto step = call->next(now, {});
            CHECK(step.ok() && step->kind == (body ? ZEGOAPI_STEP_SEND : ZEGOAPI_STEP_DONE));
            CHECK(body || call->take_outcome().error().cause() == ZEGOAPI_NOT_SENT_RATE_LIMIT);
            calls.push_back(std::move(*call));
        }
        for (auto &call : calls) {
            CHECK(!body || call.reply(now, {200, "", *body}).ok());
        }
    }

    void event() {
        const auto event = call_.take_event();
        stop_if(!event, "an event is missing");
        CHECK(event->call() == static_cast<std::uint64_t>(pack_number(&pack_)) && event->call() == call_.number());
        CHECK(same(event->action(), text(pack_)));
        CHECK(same(event->host(), text(pack_)));
        CHECK_NUMBER(event->kind(), pack_number(&pack_));
        CHECK_NUMBER(event->try_number(), pack_number(&pack_));
        CHECK_NUMBER(event->duration_ms(), pack_number(&pack_));
        CHECK_NUMBER(event->outcome(), pack_number(&pack_));
        CHECK(event->code() == number(pack_));
        CHECK_NUMBER(event->http_status(), pack_number(&pack_));
        CHECK(same(event->request_id(), text(pack_)));
    }

    pack &pack_;
    Setting setting_;
    Action action_;
    Command command_;
    Call call_;
};

void calls(const char *directory) {
    pack pack = pack_open(directory, "calls");
    const std::int64_t count = pack_number(&pack);
    std::int64_t left_out = 0;
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        if (pack_number(&pack) != 0) {
            left_out++;
        } else {
            OneCall run(pack);
        }
    }
    pack_close(&pack);
    CHECK_NUMBER(count, 338);
    // "A try failed with invalid input" cannot be said through this ABI.
    CHECK_NUMBER(left_out, 1);
}

// One limiter; tickets and turns have the same numbers, by name.
class OneLimiter {
public:
    explicit OneLimiter(pack &pack) : pack_(pack) {
        const auto calls = static_cast<std::uint32_t>(pack_number(&pack));
        limiter_ = std::move(*Limiter::create(calls, Milliseconds(pack_number(&pack))));
        for (std::int64_t left = pack_number(&pack); left > 0; left--) {
            const std::string_view name = text(pack);
            if (name == "go" || name == "wait") {
                ask(name == "go");
            } else if (name == "allowed") {
                CHECK_NUMBER(limiter_.allowed(), pack_number(&pack));
            } else if (name == "waiting") {
                CHECK_NUMBER(limiter_.waiting(), pack_number(&pack));
            } else {
                tell(name);
            }
        }
    }

private:
    void ask(bool goes) {
        const auto now = static_cast<std::uint64_t>(pack_number(&pack_));
        const auto by = static_cast<std::uint64_t>(pack_number(&pack_));
        const auto name = maybe(pack_), turn = maybe(pack_);
        const std::uint64_t asked_with = turn ? found(*turn).front() : 0;
        const std::int64_t times = goes ? number(pack_).value_or(1) : 1;
        for (std::int64_t at = 0; at < times; at++) {
            const auto permit = limiter_.ask(asked_with, now, by);
            CHECK(permit.ok() && static_cast<bool>(*permit) == goes && permit->turn != 0);
            CHECK(!turn || *turn == "never" || permit->turn == asked_with);
            if (name) {
                std::string full(*name);
                numbers_[full].push_back(permit->turn);
            }
            CHECK(goes ? permit->ticket == permit->turn && permit->until_ms == 0
                       : permit->until_ms == static_cast<std::uint64_t>(pack_number(&pack_)));
        }
    }

    void tell(std::string_view how) {
        const std::vector<std::uint64_t> tickets = found(text(pack_));
        const std::uint64_t now = how == "leave" ? 0 : static_cast<std::uint64_t>(pack_number(&pack_));
        const auto handshake_ms = how == "written" ? handshake(pack_) : std::nullopt;
        for (const std::uint64_t ticket : tickets) {
            const auto told = how == "leave"      ? limiter_.leave(ticket)
                              : how == "written"  ? limiter_.written(ticket, now, handshake_ms)
                              : how == "finished" ? limiter_.finished(ticket, now)
                              : how == "not_sent" ? limiter_.not_sent(ticket, now)
                                                  : limiter_.refused(ticket, now);
            CHECK(told.ok());
        }
    }

    // A name stands for all numbers of it, or with a number at its end for one of them.
    std::vector<std::uint64_t> found(std::string_view name) const {
        if (name == "never") {
            return {1000000000};
        }
        const std::string full(name);
        if (const auto all = numbers_.find(full); all != numbers_.end()) {
            return all->second;
        }
        const std::size_t digits = full.find_last_not_of("0123456789") + 1;
        const auto one = numbers_.find(full.substr(0, digits));
        stop_if(one == numbers_.end() || digits == full.size(), "a name that stands for nothing");
        return {one->second.at(static_cast<std::size_t>(std::atoi(full.c_str() + digits)))};
    }

    pack &pack_;
    Limiter limiter_;
    std::map<std::string, std::vector<std::uint64_t>> numbers_;
};

void limiters(const char *directory) {
    pack pack = pack_open(directory, "limiter");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        OneLimiter run(pack);
    }
    pack_close(&pack);
    CHECK_NUMBER(count, 71);
}

std::vector<std::string_view> texts(pack &pack) {
    std::vector<std::string_view> all;
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        all.push_back(text(pack));
    }
    return all;
}

// One fan-out, driven as the script says.
class OneFanOut {
public:
    explicit OneFanOut(pack &pack) : pack_(pack), users_(texts(pack)), content_(text(pack)), setting_(pack) {
        auto made =
            FanOut::begin(setting_.app, setting_.endpoint, "room1", "server", content_, users_, setting_.options);
        if (pack_number(&pack) != 0) {
            cannot_be_made(made);
            return;
        }
        stop_if(!made, "a fan-out");
        fan_out_ = std::move(*made);
        for (std::int64_t left = pack_number(&pack); left > 0; left--) {
            step(text(pack));
        }
    }

private:
    void cannot_be_made(const Result<FanOut> &made) {
        CHECK_NUMBER(made.status(), ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK(same(made.error().field(), text(pack_)));
        CHECK_NUMBER(made.error().problem(), pack_number(&pack_));
        const auto index = number(pack_), limit = number(pack_), size = number(pack_);
        CHECK(made.error().index() == index);
        CHECK(!limit || made.error().limit() == static_cast<std::size_t>(*limit));
        CHECK(!size || made.error().size() == static_cast<std::size_t>(*size));
    }

    void step(std::string_view name) {
        if (name.substr(0, 4) == "ask-") {
            ask(name);
        } else if (name == "give-up") {
            CHECK(fan_out_.stop(moment(pack_)).ok());
        } else if (name == "events") {
            check_events(pack_, fan_out_);
        } else if (name == "offset") {
            CHECK_NUMBER(setting_.app.clock_offset(), pack_number(&pack_));
        } else if (name == "progress") {
            check_progress(*fan_out_.progress());
        } else if (name == "settled") {
            const auto expected = static_cast<std::size_t>(pack_number(&pack_));
            CHECK(fan_out_.take_settled([this](const UserOutcome &user) { check_user(user); }) == expected);
        } else if (name == "report") {
            report();
        } else {
            report_try(name);
        }
    }

    void ask(std::string_view name) {
        const zegoapi_time_t now = moment(pack_);
        auto step = fan_out_.next(now, setting_.random(static_cast<std::uint64_t>(pack_number(&pack_))));
        stop_if(!step, "a step is missing");
        if (name == "ask-send") {
            CHECK_NUMBER(step->kind, ZEGOAPI_STEP_SEND);
            CHECK_NUMBER(step->call, pack_number(&pack_));
            const auto users = texts(pack_);
            const Command command = std::move(*Command::to_users("room1", "server", users, content_));
            setting_.check_request(step->request, command, pack_number(&pack_));
            CHECK_NUMBER(step->ms, pack_number(&pack_));
            stop_if(!text(pack_).empty() || !text(pack_).empty(), "a fan-out has no query of its own");
        } else if (name == "ask-wait") {
            CHECK_NUMBER(step->kind, ZEGOAPI_STEP_WAIT);
            const auto until = number(pack_);
            CHECK(step->ms == (until ? static_cast<std::uint64_t>(*until) : UINT64_MAX));
        } else {
            CHECK_NUMBER(step->kind, ZEGOAPI_STEP_DONE);
        }
    }

    void report_try(std::string_view how) {
        const zegoapi_time_t now = moment(pack_);
        const auto call = static_cast<std::uint64_t>(pack_number(&pack_));
        const bool refused = pack_number(&pack_) != 0;
        if (how == "written") {
            check_order(fan_out_.written(call, now, handshake(pack_)), refused);
        } else if (how == "reply") {
            const auto http_status = static_cast<std::uint32_t>(pack_number(&pack_));
            const std::string_view date = text(pack_), body = text(pack_);
            check_order(fan_out_.reply(call, now, {http_status, date, body, pack_number(&pack_) != 0}), refused);
        } else {
            const auto cause = static_cast<std::uint32_t>(pack_number(&pack_));
            check_order(how == "not-sent" ? fan_out_.not_sent(call, now, cause, "detail")
                                          : fan_out_.unknown(call, now, cause, "detail"),
                        refused);
        }
    }

    void check_progress(const zegoapi_progress_t &progress) {
        for (const std::size_t part : {progress.total, progress.sent, progress.failed, progress.unknown,
                                       progress.in_flight, progress.not_tried}) {
            CHECK_NUMBER(part, pack_number(&pack_));
        }
    }

    void check_user(const UserOutcome &user) {
        CHECK(same(user.user_id, text(pack_)));
        CHECK_NUMBER(user.outcome, pack_number(&pack_));
        CHECK_NUMBER(user.code, pack_number(&pack_));
    }

    void report() {
        const auto report = fan_out_.report();
        const auto count = static_cast<std::size_t>(pack_number(&pack_));
        CHECK(report->size() == count);
        for (std::size_t at = 0; at < count; at++) {
            check_user(report->user(at));
        }
        CHECK_NUMBER(report->repeated(), pack_number(&pack_));
        const auto stopped_by = report->stopped_by();
        CHECK(stopped_by.has_value() == (pack_number(&pack_) != 0));
        if (stopped_by) {
            check_error(pack_, *stopped_by);
        }
        for (const bool duplicates_ok : {false, true}) {
            CHECK(pack_nothing(&pack_) || report->remaining(duplicates_ok) == texts(pack_));
        }
    }

    pack &pack_;
    std::vector<std::string_view> users_;
    std::string_view content_;
    Setting setting_;
    FanOut fan_out_;
};

void fan_outs(const char *directory) {
    pack pack = pack_open(directory, "fanout");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        OneFanOut run(pack);
    }
    pack_close(&pack);
    CHECK_NUMBER(count, 108);
}

}  // namespace

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: scripts DIRECTORY");
    calls(argv[1]);
    limiters(argv[1]);
    fan_outs(argv[1]);
    return finish("scripts (C++)");
}
