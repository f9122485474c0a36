// Runs tokens.json and callbacks.json through zegoapi.hpp.
#include <cstring>
#include <map>

#include "tools.hpp"

namespace {

using namespace zegoapi;
using std::chrono::seconds;

std::optional<std::int64_t> number(pack &pack) {
    return pack_nothing(&pack) ? std::nullopt : std::optional<std::int64_t>(pack_number(&pack));
}

std::optional<std::vector<std::string_view>> texts(pack &pack) {
    if (pack_nothing(&pack)) {
        return std::nullopt;
    }
    std::vector<std::string_view> all;
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        all.push_back(text(pack));
    }
    return all;
}

// The privileges of a case; -1 is not said.
struct Said {
    explicit Said(pack &pack) : there(!pack_nothing(&pack)) {
        if (there) {
            room_id = text(pack);
            login = pack_number(&pack);
            publish = pack_number(&pack);
            streams = texts(pack);
        }
    }

    Result<Privileges> make() const {
        if (room_id.empty()) {
            return streams ? Privileges::in_any_room(login > 0, publish > 0, *streams)
                           : Privileges::in_any_room(login > 0, publish > 0);
        }
        return streams ? Privileges::in_room(room_id, login > 0, publish > 0, *streams)
                       : Privileges::in_room(room_id, login > 0, publish > 0);
    }

    void check_against(const std::optional<Privileges> &found) const {
        CHECK(found.has_value() == there);
        if (!found || !there) {
            return;
        }
        const auto as_number = [](std::optional<bool> said) { return said ? static_cast<int>(*said) : -1; };
        CHECK(same(found->room_id(), room_id));
        CHECK(as_number(found->login()) == login && as_number(found->publish()) == publish);
        CHECK(found->stream_count() == (streams ? streams->size() : 0));
        for (std::size_t at = 0; at < found->stream_count(); at++) {
            CHECK(same(found->stream_id(at), (*streams)[at]));
        }
    }

    bool there;
    std::string_view room_id;
    std::int64_t login = -1, publish = -1;
    std::optional<std::vector<std::string_view>> streams;
};

App app_of(std::uint32_t app_id, std::string_view secret) {
    return std::move(*App::create(app_id, secret));
}

void made(pack &pack) {
    const auto app_id = static_cast<std::uint32_t>(pack_number(&pack));
    App app = app_of(app_id, text(pack));
    CHECK(app.set_clock_offset(static_cast<std::int32_t>(pack_number(&pack))).ok());
    const std::string_view user = text(pack);
    const seconds valid_for(pack_number(&pack));
    const std::int64_t now = pack_number(&pack);
    const auto nonce = static_cast<std::int32_t>(pack_number(&pack));
    std::array<std::uint8_t, 16> iv{};
    std::memcpy(iv.data(), text(pack).data(), iv.size());
    const std::string_view payload = text(pack);
    const Said said(pack);
    CHECK(!said.there || same(said.make()->json(), payload));
    const auto token = Token::make_with_iv(app, user, valid_for, payload, iv, nonce, now);
    stop_if(!token, "a token");
    CHECK(same(token->text(), text(pack)));
    CHECK(token->masked().substr(0, 6) == "04...(");
    const auto contents = token->open(app);
    CHECK(same(contents->user_id(), user) && same(contents->payload(), payload) && contents->app_id() == app_id);
    CHECK(contents->nonce() == nonce && contents->expire() == token->expire() && contents->is_of(app));
    CHECK(contents->expire() - contents->ctime() == valid_for.count());
    if (said.there) {
        said.check_against(contents->privileges());
    }
}

void refused(pack &pack) {
    const App app = app_of(12345, text(pack));
    const std::string_view user = text(pack);
    const seconds valid_for(pack_number(&pack));
    const std::int64_t now = pack_number(&pack);
    const std::string_view payload = text(pack);
    const bool has_room = !pack_nothing(&pack);
    const std::string_view room = has_room ? text(pack) : "";
    const auto streams = texts(pack);
    auto privileges = streams ? Privileges::in_room(room, true, true, *streams) : Privileges::in_room(room, true, true);
    const bool refused_before = has_room && !privileges;
    const auto token =
        Token::make(app, user, valid_for, has_room && privileges ? privileges->json() : payload, {}, now);
    const Error &error = refused_before ? privileges.error() : token.error();
    CHECK(error.status() == ZEGOAPI_ERROR_INVALID_INPUT && !error.may_be_applied());
    CHECK(error.token_kind() == ZEGOAPI_TOKEN_ERROR_INVALID_INPUT);
    CHECK(same(error.field(), text(pack)));
    CHECK_NUMBER(error.problem(), pack_number(&pack));
    for (const auto found : {error.limit(), error.size(), error.index()}) {
        const auto expected = number(pack);
        CHECK(found.has_value() == expected.has_value());
        CHECK(!found || *found == static_cast<std::size_t>(*expected));
    }
}

void opened(pack &pack) {
    const auto app_id = static_cast<std::uint32_t>(pack_number(&pack));
    const App app = app_of(app_id, text(pack));
    const auto contents = Token::parse(text(pack))->open(app);
    stop_if(!contents, "the contents of a token");
    CHECK_NUMBER(contents->app_id(), pack_number(&pack));
    CHECK(same(contents->user_id(), text(pack)));
    CHECK_NUMBER(contents->nonce(), pack_number(&pack));
    CHECK_NUMBER(contents->ctime(), pack_number(&pack));
    CHECK_NUMBER(contents->expire(), pack_number(&pack));
    CHECK(same(contents->payload(), text(pack)));
    CHECK_NUMBER(contents->is_of(app), pack_number(&pack));
    Said(pack).check_against(contents->privileges());
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const std::int64_t now = pack_number(&pack);
        const seconds leeway(pack_number(&pack));
        CHECK_NUMBER(contents->validity(now, leeway), pack_number(&pack));
    }
}

void mistaken(pack &pack) {
    const App app = app_of(12345, text(pack));
    auto token = Token::parse(text(pack));
    const auto contents = token ? token->open(app) : Result<TokenContents>(std::move(token).error());
    CHECK(!contents && contents.error().token_kind() == pack_number(&pack) && !contents.error().text().empty());
}

void signed_one(pack &pack) {
    const std::string_view secret = text(pack), timestamp = text(pack), nonce = text(pack);
    CHECK(same(*CallbackVerifier::sign(secret, timestamp, nonce), text(pack)));
}

void checked(pack &pack) {
    const auto secrets = texts(pack);
    const auto verifier = CallbackVerifier::create(*secrets, seconds(pack_number(&pack)));
    const std::string_view timestamp = text(pack), nonce = text(pack), signature = text(pack);
    const auto verified = verifier->verify_stamp(timestamp, nonce, signature, pack_number(&pack), nullptr);
    const std::int64_t kind = pack_number(&pack);
    const auto index = number(pack), age = number(pack);
    CHECK(verified.ok() == (kind == 0));
    if (verified) {
        CHECK(verified->secret_index() == static_cast<std::size_t>(index.value_or(-1)) && verified->age_s() == age);
        CHECK(verified->key().size() == 40 && verified->until() > 0);
    } else {
        CHECK(verified.error().callback_kind() == kind && verified.error().callback_age_s() == age);
    }
}

// A store of one's own behind the interface, as simple as can be.
class Store : public NonceStore {
public:
    std::uint32_t claim(std::string_view key, std::int64_t, std::int64_t until) noexcept override {
        for (auto entry = entries_.begin(); entry != entries_.end();) {
            entry = entry->second.second < until - 2 * window ? entries_.erase(entry) : std::next(entry);
        }
        const auto [entry, is_new] = entries_.try_emplace(std::string(key), ZEGOAPI_CLAIM_IN_PROGRESS, until);
        return is_new ? ZEGOAPI_CLAIM_NEW : entry->second.first;
    }
    void commit(std::string_view key) noexcept override { entries_[std::string(key)].first = ZEGOAPI_CLAIM_DONE; }
    void release(std::string_view key) noexcept override {
        const auto entry = entries_.find(std::string(key));
        if (entry != entries_.end() && entry->second.first == ZEGOAPI_CLAIM_IN_PROGRESS) {
            entries_.erase(entry);
        }
    }
    std::int64_t window = 600;

private:
    std::map<std::string, std::pair<std::uint32_t, std::int64_t>> entries_;
};

// One script, in the memory of the process; and in the store above too, where nothing is to be forgotten.
void remembered(pack &pack) {
    const std::string_view secret = text(pack);
    const auto verifier = CallbackVerifier::create({secret}, seconds(pack_number(&pack)));
    const auto memory = NonceMemory::create(static_cast<std::size_t>(pack_number(&pack)));
    const std::int64_t forgotten = pack_number(&pack);
    Store store;
    const auto own = NonceMemory::of_store(store);
    std::map<std::string_view, VerifiedStamp> held, held_of_own;
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const std::string_view step = text(pack), name = text(pack);
        if (step == "commit" || step == "release") {
            CHECK((step == "commit" ? held[name].commit(*memory) : held[name].release(*memory)).ok());
            if (forgotten == 0) {
                CHECK((step == "commit" ? held_of_own[name].commit(*own) : held_of_own[name].release(*own)).ok());
            }
            continue;
        }
        const std::int64_t now = pack_number(&pack);
        const std::string_view timestamp = text(pack), nonce = text(pack), signature = text(pack);
        const std::int64_t kind = pack_number(&pack);
        auto verified = verifier->verify_stamp(timestamp, nonce, signature, now, memory->get());
        CHECK(kind == 0 ? verified.ok() : !verified && verified.error().callback_kind() == kind);
        if (verified) {
            held[name] = std::move(*verified);
        }
        if (forgotten == 0) {
            auto of_own = verifier->verify_stamp(timestamp, nonce, signature, now, own->get());
            CHECK(kind == 0 ? of_own.ok() : !of_own && of_own.error().callback_kind() == kind);
            if (of_own) {
                held_of_own[name] = std::move(*of_own);
            }
        }
    }
    CHECK_NUMBER(memory->forgotten(), forgotten);
}

void read_one(pack &pack) {
    const std::string_view body = text(pack);
    const auto callback = Callback::read(body, static_cast<std::uint32_t>(pack_number(&pack)));
    stop_if(!callback, "a callback");
    CHECK_NUMBER(callback->product(), pack_number(&pack));
    CHECK(same(callback->event_name(), text(pack)));
    CHECK_NUMBER(callback->event_number(), pack_number(&pack));
    CHECK_NUMBER(callback->app_id(), pack_number(&pack));
    CHECK(same(callback->timestamp(), text(pack)));
    CHECK(same(callback->nonce(), text(pack)));
    CHECK(same(callback->signature(), text(pack)));
    std::map<std::string_view, std::string_view> fields;
    for (std::size_t at = 0; at < callback->field_count(); at++) {
        fields[callback->field_name(at)] = callback->field_json(at);
    }
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const std::string_view name = text(pack);
        CHECK(same(fields[name], text(pack)));
    }
    CHECK((callback->event_json() != "null") == (pack_number(&pack) != 0));
    for (std::int64_t left = pack_number(&pack); left > 0; left--) {
        const std::string_view path = text(pack);
        CHECK_NUMBER(callback->count(path), pack_number(&pack));
        CHECK(same(callback->text(path), text(pack)));
    }
}

void unreadable(pack &pack) {
    const auto callback = Callback::read(text(pack));
    CHECK(!callback && callback.error().status() == ZEGOAPI_ERROR_BAD_CALLBACK);
    CHECK(callback.error().callback_kind() == pack_number(&pack) && same(callback.error().field(), text(pack)));
    CHECK(callback.error().answer_status() >= 400);
}

std::int64_t list(pack &pack, void (*one)(::pack &)) {
    const std::int64_t count = pack_number(&pack);
    for (std::int64_t at = 0; at < count; at++) {
        checking = pack_name(&pack);
        one(pack);
    }
    return count;
}

void by_callback() {
    checking = "by callback";
    const std::string signature = *CallbackVerifier::sign("secret", "1700000000", "1");
    const std::string body = "event=room_login&timestamp=1700000000&nonce=1&room_id=r&signature=" + signature;
    const auto callback = Callback::read(body);
    const auto verifier = CallbackVerifier::create({"secret"});
    const auto memory = NonceMemory::create();
    const auto verified = verifier->verify_stamp(*callback, 1700000002, *memory);
    CHECK(verified.ok() && verified->age_s() == 2 && memory->len() == 1);
    CHECK(verified->commit(*memory).ok());
    CHECK(verifier->verify_stamp(*callback, 1700000004, *memory).error().answer_status() == 200);
    CHECK(verifier->verify_stamp(*callback, 1700000004, NonceMemory()).status() == ZEGOAPI_ERROR_NULL_ARGUMENT);
    CHECK(callback->text("room_id") == "r" && !callback->number("room_id") && !callback->real("room_id"));
    const std::vector<std::string> none;
    CHECK(CallbackVerifier::create(none).error().field() == "secret_count");
    CHECK(Privileges::in_room("r", true, false, none).error().field() == "stream_id_list");
}

}  // namespace

int main(int argc, char **argv) {
    stop_if(argc != 2, "usage: tokens_and_callbacks DIRECTORY");
    pack tokens = pack_open(argv[1], "tokens");
    CHECK_NUMBER(list(tokens, made), 13);
    CHECK_NUMBER(list(tokens, refused), 16);
    CHECK_NUMBER(list(tokens, opened), 11);
    CHECK_NUMBER(list(tokens, mistaken), 31);
    pack_close(&tokens);
    pack callbacks = pack_open(argv[1], "callbacks");
    CHECK_NUMBER(list(callbacks, signed_one), 9);
    CHECK_NUMBER(list(callbacks, checked), 34);
    CHECK_NUMBER(list(callbacks, remembered), 6);
    CHECK_NUMBER(list(callbacks, read_one), 46);
    CHECK_NUMBER(list(callbacks, unreadable), 27);
    pack_close(&callbacks);
    by_callback();
    return finish("tokens_and_callbacks (C++)");
}
