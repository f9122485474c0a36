// Runs requests, actions, hosts, refusals, replies, codes and reports through zegoapi.hpp, without exceptions and
// without RTTI.
#include <memory>
#include <type_traits>
#include <vector>

#include <zegoapi.hpp>

#include "tools.hpp"

namespace {

using zegoapi::App;
using zegoapi::Command;
using zegoapi::Endpoint;
using zegoapi::Error;
using zegoapi::Request;
using zegoapi::Result;
using zegoapi::Stamp;

static_assert(!std::is_copy_constructible_v<App> && std::is_nothrow_move_constructible_v<App>);
static_assert(!std::is_copy_constructible_v<Error> && std::is_nothrow_move_constructible_v<Error>);
static_assert(!std::is_copy_constructible_v<Request> && !std::is_convertible_v<Result<App>, bool>);

// The fields of a case, in the order of generate/pack.py.
struct Fields {
    explicit Fields(pack &pack) {
        checking = pack_name(&pack);
        app_id = static_cast<std::uint32_t>(pack_number(&pack));
        server_secret = text(pack);
        nonce = text(pack);
        timestamp = pack_number(&pack);
        is_test = pack_nothing(&pack) ? -1 : pack_number(&pack);
        product = text(pack);
        region = text(pack);
        has_base_url = !pack_nothing(&pack);
        base_url = has_base_url ? text(pack) : "";
        action = Action(pack);
        if (action.named) {
            return;
        }
        room_id = text(pack);
        from_user_id = text(pack);
        everyone = pack_nothing(&pack);
        for (std::int64_t left = everyone ? 0 : pack_number(&pack); left > 0; left--) {
            to_user_ids.push_back(text(pack));
        }
        content = text(pack);
    }

    std::uint32_t app_id;
    std::int64_t timestamp, is_test;
    bool has_base_url, everyone = false;
    Action action;
    std::string_view server_secret, nonce, product, region, base_url, room_id, from_user_id, content;
    std::vector<std::string_view> to_user_ids;
};

// Makes a request as a user would; the first thing that is refused ends it.
Result<Request> prepare(const Fields &f) {
    auto app = App::create(f.app_id, f.server_secret);
    if (!app) {
        return std::move(app).error();
    }
    if (f.is_test >= 0) {
        CHECK(app->set_is_test(f.is_test != 0).ok());
    }
    auto endpoint = f.has_base_url ? Endpoint::from_base_url(f.base_url) : Endpoint::of_product(f.product, f.region);
    if (!endpoint) {
        return std::move(endpoint).error();
    }
    auto command = f.action.named ? f.action.make()
                   : f.everyone   ? Command::to_everyone(f.room_id, f.from_user_id, f.content)
                                  : Command::to_users(f.room_id, f.from_user_id, f.to_user_ids, f.content);
    if (!command) {
        return std::move(command).error();
    }
    auto stamp = Stamp::from_nonce(f.nonce, f.timestamp);
    if (!stamp) {
        return std::move(stamp).error();
    }
    auto request = command->prepare(*app, *endpoint, *stamp);
    char buffer[8192];
    auto written = command->write_url(*app, *endpoint, *stamp, buffer, sizeof buffer);
    CHECK(written.ok() == request.ok() || written.status() == ZEGOAPI_ERROR_BUFFER_TOO_SMALL);
    if (written) {
        CHECK(same(request->url(), {buffer, *written}));
    }
    return request;
}

std::int64_t requests(const char *directory) {
    pack pack = pack_open(directory, "requests");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        const Fields fields(pack);
        auto request = prepare(fields);
        CHECK(request.ok() && same(request->url(), text(pack)));
        CHECK(request->method() == "GET" && request->body().empty());
    }
    pack_close(&pack);
    return count;
}

void check_detail(pack &pack, std::optional<std::size_t> detail) {
    const bool expected = !pack_nothing(&pack);
    CHECK(detail.has_value() == expected);
    CHECK(!expected || detail.value_or(0) == static_cast<std::size_t>(pack_number(&pack)));
}

std::int64_t refused(const char *directory) {
    pack pack = pack_open(directory, "refused");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        const Fields fields(pack);
        auto request = prepare(fields);
        stop_if(request.ok(), "it was not refused");
        const Error &error = request.error();
        CHECK_NUMBER(request.status(), ZEGOAPI_ERROR_INVALID_INPUT);
        CHECK(!error.may_be_applied() && error.name() == "InvalidInput" && !error.text().empty());
        CHECK(same(error.field(), text(pack)));
        CHECK_NUMBER(error.problem(), pack_number(&pack));
        check_detail(pack, error.limit());
        check_detail(pack, error.size());
        check_detail(pack, error.index());
    }
    pack_close(&pack);
    return count;
}

template <class Get>
void check_users(pack &pack, Get get, std::size_t found) {
    if (pack_nothing(&pack)) {
        return;
    }
    const auto count = static_cast<std::size_t>(pack_number(&pack));
    CHECK_NUMBER(found, count);
    for (std::size_t at = 0; at < count; at++) {
        const zegoapi::FailUser user = get(at);
        CHECK(same(user.uid, text(pack)));
        CHECK_NUMBER(user.code, pack_number(&pack));
    }
}

void check_error(pack &pack, const Error &error) {
    CHECK_NUMBER(error.status(), pack_number(&pack));
    CHECK_NUMBER(error.applied(), pack_number(&pack));
    CHECK(pack_nothing(&pack) || error.retryable() == (pack_number(&pack) != 0));
    CHECK(pack_nothing(&pack) || error.http_status() == pack_number(&pack));
    CHECK(error.code() == (pack_nothing(&pack) ? 0 : pack_number(&pack)));
    CHECK(error.code_kind() == (pack_nothing(&pack) ? 0 : pack_number(&pack)));
    CHECK(pack_nothing(&pack) || same(error.request_id(), text(pack)));
    CHECK(pack_nothing(&pack) || same(error.message(), text(pack)));
    check_users(
        pack, [&](std::size_t at) { return error.fail_user(at); }, error.fail_user_count());
    CHECK(same(error.data(), text(pack)));
    CHECK(same(error.whole(), text(pack)));
    CHECK(pack_nothing(&pack) || same(error.excerpt(), text(pack)));
}

// What was sent: the case's action, or a message to the users it names.
Result<Command> sent(pack &pack) {
    const Action action(pack);
    const bool everyone = pack_nothing(&pack);
    std::vector<std::string_view> to;
    for (std::int64_t left = everyone ? 0 : pack_number(&pack); left > 0; left--) {
        to.push_back(text(pack));
    }
    const std::string_view content = text(pack);
    return action.named ? action.make()
           : everyone   ? Command::to_everyone("room1", "server", content)
                        : Command::to_users("room1", "server", to, content);
}

std::int64_t replies(const char *directory) {
    pack pack = pack_open(directory, "replies");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        const auto command = sent(pack);
        stop_if(!command, "a command");
        const auto http_status = static_cast<std::uint32_t>(pack_number(&pack));
        const std::string_view body = text(pack);
        const bool whole = pack_number(&pack) != 0;
        auto reply = command->parse(http_status, body, whole);
        const bool expected = pack_number(&pack) != 0;
        stop_if(reply.ok() != expected, "a reply or an error in place of the other");
        if (expected) {
            CHECK_NUMBER(reply->code(), pack_number(&pack));
            CHECK(same(reply->request_id(), text(pack)));
            CHECK(same(reply->message(), text(pack)));
            check_users(
                pack, [&](std::size_t user) { return reply->fail_user(user); }, reply->fail_user_count());
            CHECK(same(reply->data(), text(pack)));
            CHECK(same(reply->whole(), text(pack)));
        } else {
            check_error(pack, reply.error());
        }
    }
    pack_close(&pack);
    return count;
}

std::int64_t codes(const char *directory) {
    pack pack = pack_open(directory, "codes");
    std::int64_t cases = 0;
    std::size_t of_gateway = 0;
    checking = "codes";
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const auto scope = static_cast<std::uint32_t>(pack_number(&pack));
        const std::string_view name = text(pack);
        const auto count = static_cast<std::size_t>(pack_number(&pack));
        const auto all = zegoapi::Explanation::of_scope(scope);
        const std::size_t before = scope == ZEGOAPI_CODE_SCOPE_GATEWAY ? 0 : of_gateway;
        of_gateway = before == 0 ? count : of_gateway;
        stop_if(!all || all->size() != before + count, "a scope has other entries");
        for (std::size_t at = before; at < before + count; at++, cases++) {
            const zegoapi::CodeEntry entry = all->entry(at);
            CHECK_NUMBER(entry.code, pack_number(&pack));
            CHECK(entry.scope == scope && same(entry.scope_name, name));
            CHECK_NUMBER(entry.kind, pack_number(&pack));
            CHECK_NUMBER(entry.retryable, pack_number(&pack));
            CHECK_NUMBER(entry.limited_by, pack_number(&pack));
            CHECK(!entry.meaning.empty() && !entry.advice.empty());
        }
    }
    for (std::int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        const auto found = zegoapi::Explanation::of(pack_number(&pack));
        const auto count = static_cast<std::size_t>(pack_number(&pack));
        CHECK(count == 0 ? found.status() == ZEGOAPI_ERROR_NOT_LISTED : found.ok() && found->size() == count);
        for (std::size_t at = 0; at < count; at++) {
            CHECK_NUMBER(found->entry(at).scope, pack_number(&pack));
        }
    }
    for (std::int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        const std::int64_t code = pack_number(&pack);
        const auto found = zegoapi::Explanation::of(code, static_cast<std::uint32_t>(pack_number(&pack)));
        const auto scope = static_cast<std::uint32_t>(pack_number(&pack));
        CHECK(scope == 0 ? found.status() == ZEGOAPI_ERROR_NOT_LISTED
                         : found.ok() && found->size() == 1 && found->entry(0).scope == scope);
    }
    pack_close(&pack);
    return cases;
}

std::int64_t actions(const char *directory) {
    pack pack = pack_open(directory, "actions");
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        const Fields fields(pack);
        auto request = prepare(fields);
        stop_if(!request, "a request");
        CHECK(same(request->url(), text(pack)));
        CHECK(same(request->body(), text(pack)));
        CHECK(request->method() == (fields.action.post ? "POST" : "GET"));
    }
    pack_close(&pack);
    return count;
}

std::int64_t hosts(const char *directory) {
    pack pack = pack_open(directory, "hosts");
    const std::int64_t count = pack_number(&pack);
    checking = "hosts";
    for (std::int64_t at = 0; at < count; at++) {
        const std::string_view product = text(pack), region = text(pack);
        const auto endpoint = Endpoint::of_product(product, region);
        const bool refused = pack_nothing(&pack);
        CHECK(refused ? !endpoint && endpoint.error().field() == "region" : endpoint.ok());
        CHECK(refused || same(endpoint->url(), text(pack)));
    }
    pack_close(&pack);
    return count;
}

std::int64_t reports(const char *directory) {
    pack pack = pack_open(directory, "reports");
    std::int64_t cases = 0;
    checking = "reports";
    for (std::int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        const std::string_view room = text(pack), sender = text(pack), content = text(pack);
        CHECK(same(*zegoapi::message_digest(room, sender, content), text(pack)));
    }
    for (std::int64_t left = pack_number(&pack); left > 0; left--, cases++) {
        const std::string_view digest = text(pack), line = text(pack);
        const auto read = zegoapi::parse_report_line(digest, line);
        const bool refused = !pack_nothing(&pack);
        CHECK(read.ok() == !refused && (!refused || read.error().field() == text(pack)));
        const bool is_written = pack_number(&pack) != 0;
        if (refused || pack_nothing(&pack)) {
            CHECK(refused || !read->has_value());
            continue;
        }
        stop_if(pack_number(&pack) != 1 || !read->has_value(), "a line is about one user");
        CHECK(same((*read)->user_id, text(pack)));
        CHECK_NUMBER((*read)->outcome, pack_number(&pack));
        CHECK_NUMBER((*read)->code, pack_number(&pack));
        CHECK(!is_written ||
              same(*zegoapi::report_line(digest, {(*read)->user_id, (*read)->outcome, (*read)->code}), line));
    }
    pack_close(&pack);
    return cases;
}

void empty_objects() {
    checking = "empty objects";
    App app;
    const Command command;
    CHECK(!app && app.set_is_test(true).status() == ZEGOAPI_ERROR_NULL_ARGUMENT);
    CHECK(command.check_limits(app).status() == ZEGOAPI_ERROR_NULL_ARGUMENT);
    CHECK(command.parse(200, "").error().field() == "command");
    auto made = App::create(7, "secret");
    App moved = std::move(*made);
    CHECK(moved.app_id() == 7 && made->app_id() == 0);
    app = std::move(moved);
    CHECK(app.app_id() == 7 && !moved);
    CHECK(zegoapi::version() == ZEGOAPI_VERSION && zegoapi::abi_version() == ZEGOAPI_ABI_VERSION);
#ifdef ZEGOAPI_HTTP
    CHECK(zegoapi::has_http());
#endif
    // What is left out is left out; what was moved away is missing.
    const zegoapi_time_t now{5, 1615186943000};
    const auto hi = Command::to_everyone("room1", "server", "hi");
    const auto unified = Endpoint::in_region("");
    zegoapi::Options options = std::move(*zegoapi::Options::create());
    CHECK(zegoapi::Call::begin(*hi, app, *unified, now).ok());
    CHECK(zegoapi::Call::begin(*hi, app, *unified, now, options).ok());
    const zegoapi::Options elsewhere = std::move(options);
    const auto refused = zegoapi::Call::begin(*hi, app, *unified, now, options);
    CHECK(refused.status() == ZEGOAPI_ERROR_NULL_ARGUMENT && refused.error().field() == "options");
    CHECK(!refused.error().may_be_applied() && !refused.error().text().empty() && refused.error().name() != "");
    const auto to_nobody =
        zegoapi::FanOut::begin(app, *unified, "r", "s", "hi", std::vector<std::string>{"u1"}, options);
    CHECK(to_nobody.status() == ZEGOAPI_ERROR_NULL_ARGUMENT && to_nobody.error().field() == "options");
#ifdef ZEGOAPI_HTTP
    Endpoint gone = std::move(*Endpoint::in_region("fra"));
    const Endpoint kept = std::move(gone);
    CHECK(zegoapi::Client::create(app, kept).ok() && zegoapi::Client::create(app).ok());
    CHECK(zegoapi::Client::create(app, gone).error().field() == "endpoint");
    CHECK(zegoapi::Client::create(app, kept, options).error().field() == "options");
    const auto client = zegoapi::Client::create(app, kept);
    const zegoapi::Cancel never;
    CHECK(client->send(*hi, elsewhere, never).error().field() == "cancel");
    CHECK(zegoapi::Dispatcher::create(*client, options).error().field() == "options");
#endif
}

// A fan-out and its events, begun and settled users, and report through the C++ face.
void fans_out() {
    checking = "fans out";
    const App app = std::move(*App::create(7, "secret"));
    const auto endpoint = Endpoint::in_region("");
    const std::vector<std::string> users{"u1", "u2"};
    auto fan_out = zegoapi::FanOut::begin(app, *endpoint, "room1", "server", "hi", users);
    const zegoapi_time_t now{5, 1615186943000};
    auto step = fan_out->next(now, {});
    stop_if(!step || step->kind != ZEGOAPI_STEP_SEND, "a request");
    std::vector<std::string> begun, settled;
    const auto add_begun = [&](const zegoapi::UserOutcome &user) {
        CHECK(user.outcome == ZEGOAPI_OUTCOME_UNKNOWN && user.code == 0);
        begun.emplace_back(user.user_id);
    };
    const auto add_settled = [&](const zegoapi::UserOutcome &user) {
        CHECK(user.outcome == (settled.empty() ? ZEGOAPI_OUTCOME_SENT : ZEGOAPI_OUTCOME_FAILED));
        CHECK(user.code == (settled.empty() ? 0 : 50003));
        settled.emplace_back(user.user_id);
    };
    CHECK(fan_out->begun(add_begun) == 2 && begun == users);
    CHECK(fan_out->state() == ZEGOAPI_FANOUT_STATE_RUNNING);
    CHECK(*fan_out->digest() == *zegoapi::message_digest("room1", "server", "hi"));
    CHECK(fan_out->written(step->call, now, zegoapi::Milliseconds(5)).ok());
    const char *body = R"({"Code":0,"Data":{"FailUsers":[{"Uid":"u2","Code":50003}]}})";
    CHECK(fan_out->reply(step->call, now, {200, "", body}).ok());
    CHECK(fan_out->take_settled(add_settled) == 2 && settled == users && fan_out->take_settled(add_settled) == 0);
    CHECK(fan_out->next(now, {})->kind == ZEGOAPI_STEP_DONE && fan_out->state() == ZEGOAPI_FANOUT_STATE_DONE);
    CHECK(fan_out->progress()->sent == 1 && fan_out->report()->user(1).code == 50003);
    CHECK(fan_out->take_event()->kind() == ZEGOAPI_EVENT_BEGIN);
}

}  // namespace

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: vectors DIRECTORY");
    CHECK_NUMBER(requests(argv[1]), 151);
    CHECK_NUMBER(refused(argv[1]), 76);
    CHECK_NUMBER(replies(argv[1]), 170);
    CHECK_NUMBER(codes(argv[1]), 196);
    CHECK_NUMBER(actions(argv[1]), 24);
    CHECK_NUMBER(hosts(argv[1]), 84);
    CHECK_NUMBER(reports(argv[1]), 27);
    empty_objects();
    fans_out();
    return finish("vectors (C++)");
}
