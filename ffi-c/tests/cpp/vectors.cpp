// Runs requests, refusals and replies through zegoapi.hpp, without exceptions and without RTTI.
#include <memory>
#include <type_traits>
#include <vector>

#include <zegoapi.hpp>

#include "../c/pack.h"

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

std::string_view text(pack &pack) {
    const zegoapi_str_t raw = pack_text(&pack);
    return {raw.data, raw.len};
}

bool same(std::string_view left, std::string_view right) {
    return left == right;
}

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
    bool has_base_url, everyone;
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
    auto command = f.everyone ? Command::to_everyone(f.room_id, f.from_user_id, f.content)
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
        CHECK(!error.may_be_delivered() && error.name() == "InvalidInput" && !error.text().empty());
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
    CHECK_NUMBER(error.may_be_delivered() ? ZEGOAPI_DELIVERY_UNKNOWN : ZEGOAPI_DELIVERY_NO, pack_number(&pack));
    if (!pack_nothing(&pack)) {
        CHECK_NUMBER(error.http_status(), pack_number(&pack));
    }
    CHECK_NUMBER(error.code(), pack_nothing(&pack) ? 0 : pack_number(&pack));
    CHECK_NUMBER(error.code_kind(), pack_nothing(&pack) ? 0 : pack_number(&pack));
    CHECK(pack_nothing(&pack) || same(error.request_id(), text(pack)));
    CHECK(pack_nothing(&pack) || same(error.message(), text(pack)));
    const auto user = [&](std::size_t at) {
        const zegoapi_str_t id = zegoapi_error_fail_user_id(error.get(), at);
        return zegoapi::FailUser{{id.data, id.len}, zegoapi_error_fail_user_code(error.get(), at)};
    };
    check_users(pack, user, zegoapi_error_fail_user_count(error.get()));
}

std::int64_t replies(const char *directory) {
    pack pack = pack_open(directory, "replies");
    const std::int64_t count = pack_number(&pack);
    auto command = Command::to_users("room1", "server", {"u1"}, "hi");
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        const auto http_status = static_cast<std::uint32_t>(pack_number(&pack));
        auto reply = command->parse(http_status, text(pack));
        const bool expected = pack_number(&pack) != 0;
        stop_if(reply.ok() != expected, "a reply or an error in place of the other");
        if (expected) {
            CHECK(same(reply->request_id(), text(pack)));
            CHECK(same(reply->message(), text(pack)));
            check_users(
                pack, [&](std::size_t user) { return reply->fail_user(user); }, reply->fail_user_count());
        } else {
            check_error(pack, reply.error());
        }
    }
    pack_close(&pack);
    return count;
}

void empty_objects() {
    checking = "empty objects";
    App app;
    const Command command;
    CHECK(!app && app.set_is_test(true).status() == ZEGOAPI_ERROR_NULL_ARGUMENT);
    CHECK(command.check(app).status() == ZEGOAPI_ERROR_NULL_ARGUMENT);
    CHECK(command.parse(200, "").error().field() == "command");
    auto made = App::create(7, "secret");
    App moved = std::move(*made);
    CHECK(moved.app_id() == 7 && made->app_id() == 0);
    app = std::move(moved);
    CHECK(app.app_id() == 7 && !moved);
    auto explained = zegoapi::Explanation::of(ZEGOAPI_CODE_FAMILY_ROOM, 50003);
    CHECK(explained.ok() && explained->kind() == ZEGOAPI_CODE_KIND_ABSENT && !explained->meaning().empty());
}

}  // namespace

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: vectors DIRECTORY");
    CHECK_NUMBER(requests(argv[1]), 151);
    CHECK_NUMBER(refused(argv[1]), 41);
    CHECK_NUMBER(replies(argv[1]), 56);
    empty_objects();
    return finish("vectors (C++)");
}
