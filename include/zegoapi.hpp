// zegoapi.h for C++17: RAII, move-only handles, std::string_view in, Result<T> out. Header-only; holds no rules of its
// own; needs neither exceptions nor RTTI, and throws nothing but what the standard library's containers do.
//
// Everything here says what its C function says in zegoapi.h, under the same terms. What differs:
//
// - A handle is freed when its object goes. A moved-from object, like a default-constructed one, is empty: calls on it,
//   and calls that are given it, fail with ZEGOAPI_ERROR_NULL_ARGUMENT. What may be left out is left out.
// - A function that can fail returns a Result, which holds the value or an Error. Look before you take: taking the one
//   that is not there ends the program.
// - Text that is returned is borrowed from its object: valid until that goes, and NUL-terminated.
#ifndef ZEGOAPI_HPP
#define ZEGOAPI_HPP

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "zegoapi.h"

#if !((defined(_MSVC_LANG) ? _MSVC_LANG : __cplusplus) >= 201703L)
#error "zegoapi.hpp needs C++17; zegoapi.h does with C++11"
#endif

// Has a compiler that can tell warn of text that outlives the object it was borrowed from.
#if defined(__has_cpp_attribute)
#if __has_cpp_attribute(clang::lifetimebound)
#define ZEGOAPI_LIFETIMEBOUND [[clang::lifetimebound]]
#elif __has_cpp_attribute(msvc::lifetimebound)
#define ZEGOAPI_LIFETIMEBOUND [[msvc::lifetimebound]]
#endif
#endif
#ifndef ZEGOAPI_LIFETIMEBOUND
#define ZEGOAPI_LIFETIMEBOUND
#endif

namespace zegoapi {
// The layout of these classes is that of this version: objects of another one are other types to the linker.
inline namespace v0_1 {

using Milliseconds = std::chrono::milliseconds;

namespace detail {

inline zegoapi_str_t str(std::string_view text) noexcept {
    return {text.data(), text.size()};
}

inline std::string_view view(zegoapi_str_t text) noexcept {
    return {text.data, text.len};
}

// The end of a program that took from a Result what is not in it: its next step would be undefined.
[[noreturn]] inline void misuse(const char *what) noexcept {
    std::fprintf(stderr, "zegoapi: %s\n", what);
    std::abort();
}

template <class T, void (*Free)(T *)>
struct Deleter {
    void operator()(T *handle) const noexcept { Free(handle); }
};

template <class T, void (*Free)(T *)>
using Handle = std::unique_ptr<T, Deleter<T, Free>>;

// Any container of what a string_view can be made of, as the array that C takes.
template <class Texts>
std::vector<zegoapi_str_t> list(const Texts &texts) {
    using Item = decltype(*std::begin(texts));
    static_assert(std::is_reference_v<Item> || std::is_pointer_v<Item> ||
                      std::is_same_v<std::remove_cv_t<Item>, std::string_view>,
                  "the texts are made as they are looked at and gone before they are used: put them in a vector first");
    std::vector<zegoapi_str_t> all;
    for (const auto &text : texts) {
        all.push_back(str(text));
    }
    return all;
}

// What may be left out. An object that is given and empty (moved from, say) is not left out, but wrong.
template <class T>
class OrNone {
public:
    OrNone() = default;
    OrNone(const T &given) noexcept : given_(&given) {}
    bool wrong() const noexcept { return given_ != nullptr && given_->get() == nullptr; }
    auto get() const noexcept -> decltype(std::declval<const T &>().get()) {
        return given_ == nullptr ? nullptr : given_->get();
    }

private:
    const T *given_ = nullptr;
};

template <class Duration>
std::uint64_t count(Duration time) noexcept {
    return time.count() < 0 ? 0 : static_cast<std::uint64_t>(time.count());
}

inline std::uint64_t handshake(std::optional<Milliseconds> time) noexcept {
    return time ? count(*time) : ZEGOAPI_HANDSHAKE_NOT_KNOWN;
}

}  // namespace detail

// A named user for whom it failed.
struct FailUser {
    std::string_view uid;
    std::int64_t code;
};

// Why something failed, with all that is known of it. Prints no secret, signature, nonce or content.
class Error {
public:
    // Takes over what came through an out_error; `status` counts even where there is no detail.
    Error(zegoapi_status_t status, zegoapi_error_t *detail) noexcept : status_(status), owned_(detail) {}

    // An empty object was given where there must be one.
    static Error empty(std::string_view argument) noexcept {
        Error error(ZEGOAPI_ERROR_NULL_ARGUMENT, nullptr);
        error.empty_argument_ = argument;
        return error;
    }
    // One that belongs to another object, and must not outlive it.
    static Error borrowed(const zegoapi_error_t *error) noexcept { return Error(error); }

    zegoapi_status_t status() const noexcept { return status_; }
    std::string_view name() const noexcept { return detail::view(zegoapi_status_name(status_)); }
    std::uint32_t kind() const noexcept { return zegoapi_error_kind(get()); }
    // Whether it may have taken effect all the same: the one question before doing it again. One of ZEGOAPI_APPLIED_...
    std::uint32_t applied() const noexcept {
        return empty_argument_.empty() ? zegoapi_error_applied(get()) : ZEGOAPI_APPLIED_NO;
    }
    bool may_be_applied() const noexcept { return applied() != ZEGOAPI_APPLIED_NO; }
    bool retryable() const noexcept { return zegoapi_error_retryable(get()); }
    std::int64_t code() const noexcept { return zegoapi_error_code(get()); }
    std::uint32_t code_kind() const noexcept { return zegoapi_error_code_kind(get()); }
    // The scope whose table explains the code; 0: none does.
    std::uint32_t scope() const noexcept { return zegoapi_error_scope(get()); }
    std::uint32_t http_status() const noexcept { return zegoapi_error_http_status(get()); }
    std::uint32_t problem() const noexcept { return zegoapi_error_problem(get()); }
    std::uint32_t cause() const noexcept { return zegoapi_error_cause(get()); }
    std::optional<std::size_t> limit() const noexcept { return number(zegoapi_error_limit); }
    std::optional<std::size_t> size() const noexcept { return number(zegoapi_error_size); }
    std::optional<std::size_t> index() const noexcept { return number(zegoapi_error_index); }
    std::string_view text() const noexcept {
        return empty_argument_.empty() ? detail::view(zegoapi_error_text(get())) : "an empty object was given";
    }
    std::string_view advice() const noexcept { return detail::view(zegoapi_error_advice(get())); }
    std::string_view meaning() const noexcept { return detail::view(zegoapi_error_meaning(get())); }
    std::string_view message() const noexcept { return detail::view(zegoapi_error_message(get())); }
    std::string_view request_id() const noexcept { return detail::view(zegoapi_error_request_id(get())); }
    std::string_view field() const noexcept {
        return empty_argument_.empty() ? detail::view(zegoapi_error_field(get())) : empty_argument_;
    }
    // Of a token: one of ZEGOAPI_TOKEN_ERROR_... Of a callback: one of ZEGOAPI_CALLBACK_ERROR_..., and what to answer.
    std::uint32_t token_kind() const noexcept { return zegoapi_error_token_kind(get()); }
    std::uint32_t callback_kind() const noexcept { return zegoapi_error_callback_kind(get()); }
    std::uint32_t answer_status() const noexcept { return zegoapi_error_answer_status(get()); }
    std::optional<std::int64_t> callback_age_s() const noexcept {
        std::int64_t age_s = 0;
        return zegoapi_error_callback_age_s(get(), &age_s) ? std::optional<std::int64_t>(age_s) : std::nullopt;
    }
    std::string_view transport_detail() const noexcept { return detail::view(zegoapi_error_detail(get())); }
    std::string_view excerpt() const noexcept { return detail::view(zegoapi_error_excerpt(get())); }
    // These two may repeat parts of the request: not for logs.
    std::string_view data() const noexcept { return detail::view(zegoapi_error_data(get())); }
    std::string_view whole() const noexcept { return detail::view(zegoapi_error_whole(get())); }
    // The users that a refusal named.
    std::size_t fail_user_count() const noexcept { return zegoapi_error_fail_user_count(get()); }
    FailUser fail_user(std::size_t index) const noexcept {
        return {detail::view(zegoapi_error_fail_user_id(get(), index)), zegoapi_error_fail_user_code(get(), index)};
    }
    const zegoapi_error_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    explicit Error(const zegoapi_error_t *error) noexcept : status_(zegoapi_error_status(error)), borrowed_(error) {}

    std::optional<std::size_t> number(bool (*read)(const zegoapi_error_t *, std::size_t *)) const noexcept {
        std::size_t value = 0;
        return read(get(), &value) ? std::optional<std::size_t>(value) : std::nullopt;
    }

    zegoapi_status_t status_;
    detail::Handle<zegoapi_error_t, zegoapi_error_free> owned_;
    const zegoapi_error_t *borrowed_ = nullptr;
    std::string_view empty_argument_;
};

// A value, or the error in its place.
template <class T>
class [[nodiscard]] Result {
public:
    Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
    Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const noexcept { return held_.index() == 0; }
    explicit operator bool() const noexcept { return ok(); }
    zegoapi_status_t status() const noexcept { return ok() ? ZEGOAPI_OK : error().status(); }

    T &value() &noexcept { return *take(); }
    const T &value() const &noexcept { return *const_cast<Result *>(this)->take(); }
    T &&value() &&noexcept { return std::move(*take()); }
    T &operator*() &noexcept { return value(); }
    const T &operator*() const &noexcept { return value(); }
    T &&operator*() &&noexcept { return std::move(*this).value(); }
    T *operator->() noexcept { return take(); }
    const T *operator->() const noexcept { return const_cast<Result *>(this)->take(); }

    const Error &error() const &noexcept { return *const_cast<Result *>(this)->take_error(); }
    Error error() &&noexcept { return std::move(*take_error()); }

private:
    Error *take_error() noexcept {
        Error *error = std::get_if<1>(&held_);
        if (error == nullptr) {
            detail::misuse("the error was taken of a result that holds a value");
        }
        return error;
    }

    T *take() noexcept {
        T *value = std::get_if<0>(&held_);
        if (value == nullptr) {
            detail::misuse("the value was taken of a result that holds an error");
        }
        return value;
    }

    std::variant<T, Error> held_;
};

// Nothing, or an error.
template <>
class [[nodiscard]] Result<void> {
public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}

    bool ok() const noexcept { return !error_.has_value(); }
    explicit operator bool() const noexcept { return ok(); }
    zegoapi_status_t status() const noexcept { return ok() ? ZEGOAPI_OK : error_->status(); }

    const Error &error() const &noexcept { return *const_cast<Result *>(this)->take_error(); }
    Error error() &&noexcept { return std::move(*take_error()); }

private:
    Error *take_error() noexcept {
        if (ok()) {
            detail::misuse("the error was taken of a result that holds none");
        }
        return &*error_;
    }

    std::optional<Error> error_;
};

namespace detail {

// Calls a C function that puts out a handle, and wraps what comes of it.
template <class T, class Raw, class Function, class... Arguments>
Result<T> make(Function function, Arguments... arguments) {
    Raw *raw = nullptr;
    zegoapi_error_t *error = nullptr;
    const zegoapi_status_t status = function(arguments..., &raw, &error);
    if (status != ZEGOAPI_OK) {
        return Error(status, error);
    }
    return T(raw);
}

template <class Function, class... Arguments>
Result<void> act(Function function, Arguments... arguments) {
    zegoapi_error_t *error = nullptr;
    const zegoapi_status_t status = function(arguments..., &error);
    if (status != ZEGOAPI_OK) {
        return Error(status, error);
    }
    return {};
}

// What was put out, if the call went well.
template <class T>
Result<T> then(Result<void> done, T value) {
    if (done) {
        return value;
    }
    return std::move(done).error();
}

// What every class around a handle has.
template <class T, void (*Free)(T *)>
class Owner {
public:
    Owner() = default;
    explicit Owner(T *handle) noexcept : handle_(handle) {}
    // The C handle, which stays this object's.
    T *get() const noexcept { return handle_.get(); }
    explicit operator bool() const noexcept { return handle_ != nullptr; }

private:
    Handle<T, Free> handle_;
};

}  // namespace detail

class App : public detail::Owner<zegoapi_app_t, zegoapi_app_free> {
public:
    using Owner::Owner;
    static Result<App> create(std::uint32_t app_id, std::string_view server_secret) {
        return detail::make<App, zegoapi_app_t>(zegoapi_app_new, app_id, detail::str(server_secret));
    }
    Result<void> set_is_test(bool is_test) { return detail::act(zegoapi_app_set_is_test, get(), is_test ? 1U : 0U); }
    Result<void> set_limit(std::uint32_t limit, std::size_t value) {
        return detail::act(zegoapi_app_set_limit, get(), limit, value);
    }
    // How many calls of this action in any second, where the vendor's support has raised the documented number.
    Result<void> set_calls_per_second(std::string_view action, std::uint32_t calls) {
        return detail::act(zegoapi_app_set_calls_per_second, get(), detail::str(action), calls);
    }
    // What was said with it; 0: the documented number.
    std::uint32_t calls_per_second(std::string_view action) const noexcept {
        return zegoapi_app_calls_per_second(get(), detail::str(action));
    }
    Result<void> set_clock_offset(std::int32_t seconds) {
        return detail::act(zegoapi_app_set_clock_offset_s, get(), seconds);
    }
    std::uint32_t app_id() const noexcept { return zegoapi_app_id(get()); }
    // 1: the test environment, 0: production said outright, -1: left out.
    std::int32_t is_test() const noexcept { return zegoapi_app_is_test(get()); }
    std::size_t limit(std::uint32_t limit) const noexcept { return zegoapi_app_limit(get(), limit); }
    std::int32_t clock_offset() const noexcept { return zegoapi_app_clock_offset_s(get()); }
};

class Endpoint : public detail::Owner<zegoapi_endpoint_t, zegoapi_endpoint_free> {
public:
    using Owner::Owner;
    static Result<Endpoint> in_region(std::string_view region) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_new_in_region, detail::str(region));
    }
    static Result<Endpoint> of_product(std::string_view product, std::string_view region) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_new_of_product, detail::str(product),
                                                          detail::str(region));
    }
    static Result<Endpoint> from_base_url(std::string_view base_url) {
        return detail::make<Endpoint, zegoapi_endpoint_t>(zegoapi_endpoint_new_from_base_url, detail::str(base_url));
    }
    std::string_view url() const noexcept ZEGOAPI_LIFETIMEBOUND { return detail::view(zegoapi_endpoint_url(get())); }
    std::string_view host() const noexcept ZEGOAPI_LIFETIMEBOUND { return detail::view(zegoapi_endpoint_host(get())); }
    std::uint32_t port() const noexcept { return zegoapi_endpoint_port(get()); }
    bool is_https() const noexcept { return zegoapi_endpoint_is_https(get()); }
};

// The nonce, the time and the sequence of one request: make a new one for every request.
class Stamp {
public:
    static Result<Stamp> from_random(const std::array<std::uint8_t, 8> &random, std::int64_t timestamp) {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_from_random, random.data(), timestamp, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
    static Result<Stamp> from_nonce(std::string_view nonce, std::int64_t timestamp) {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_from_nonce, detail::str(nonce), timestamp, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
#ifdef ZEGOAPI_HTTP
    static Result<Stamp> now() {
        Stamp stamp;
        auto made = detail::act(zegoapi_stamp_now, &stamp.raw_);
        return detail::then(std::move(made), stamp);
    }
#endif
    // Another sequence than the time in milliseconds, for actions that carry one.
    Stamp with_sequence(std::int64_t sequence) const noexcept {
        Stamp stamp = *this;
        stamp.raw_.sequence = sequence;
        return stamp;
    }
    const zegoapi_stamp_t *get() const noexcept {
        return &raw_;
    }

private:
    Stamp() = default;
    zegoapi_stamp_t raw_{};
};

class Request : public detail::Owner<zegoapi_request_t, zegoapi_request_free> {
public:
    using Owner::Owner;
    std::string_view method() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_request_method(get()));
    }
    // A credential for ten minutes: not for logs.
    std::string_view url() const noexcept ZEGOAPI_LIFETIMEBOUND { return detail::view(zegoapi_request_url(get())); }
    std::string_view body() const noexcept ZEGOAPI_LIFETIMEBOUND { return detail::view(zegoapi_request_body(get())); }
    std::string_view content_type() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_request_content_type(get()));
    }
    std::string_view masked() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_request_masked(get()));
    }
};

// What the server said to a command that it accepted. Accepted is not reached: look at the failed users.
class Reply {
public:
    explicit Reply(zegoapi_reply_t *reply) noexcept : owned_(reply) {}
    // One that belongs to a Completion, and must not outlive it.
    static Reply borrowed(const zegoapi_reply_t *reply) noexcept {
        Reply borrowed(nullptr);
        borrowed.borrowed_ = reply;
        return borrowed;
    }
    // 0, or another code that is an answer of the action's.
    std::int64_t code() const noexcept { return zegoapi_reply_code(get()); }
    std::string_view request_id() const noexcept { return detail::view(zegoapi_reply_request_id(get())); }
    std::string_view message() const noexcept { return detail::view(zegoapi_reply_message(get())); }
    std::string_view data() const noexcept { return detail::view(zegoapi_reply_data(get())); }
    // The whole reply as JSON text.
    std::string_view whole() const noexcept { return detail::view(zegoapi_reply_whole(get())); }
    std::size_t fail_user_count() const noexcept { return zegoapi_reply_fail_user_count(get()); }
    FailUser fail_user(std::size_t index) const noexcept {
        return {detail::view(zegoapi_reply_fail_user_id(get(), index)), zegoapi_reply_fail_user_code(get(), index)};
    }
    const zegoapi_reply_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    detail::Handle<zegoapi_reply_t, zegoapi_reply_free> owned_;
    const zegoapi_reply_t *borrowed_ = nullptr;
};

class Command : public detail::Owner<zegoapi_command_t, zegoapi_command_free> {
public:
    using Owner::Owner;
    static Result<Command> to_everyone(std::string_view room_id, std::string_view from_user_id,
                                       std::string_view content) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_new_to_everyone, detail::str(room_id),
                                                        detail::str(from_user_id), detail::str(content));
    }
    // `user_ids` is any container of texts. An empty one is refused, never taken for everyone.
    template <class Texts>
    static Result<Command> to_users(std::string_view room_id, std::string_view from_user_id, const Texts &user_ids,
                                    std::string_view content) {
        const auto users = detail::list(user_ids);
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_new_to_users, detail::str(room_id),
                                                        detail::str(from_user_id), users.data(), users.size(),
                                                        detail::str(content));
    }
    static Result<Command> to_users(std::string_view room_id, std::string_view from_user_id,
                                    std::initializer_list<std::string_view> user_ids, std::string_view content) {
        return to_users<std::initializer_list<std::string_view>>(room_id, from_user_id, user_ids, content);
    }
    // Any other action: GET with parameters, GET with those of a JSON object, POST with a JSON body.
    static Result<Command> get_action(std::string_view action) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_new_get, detail::str(action));
    }
    static Result<Command> get_action(std::string_view action, std::string_view json_object) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_new_get_from_json, detail::str(action),
                                                        detail::str(json_object));
    }
    static Result<Command> post_action(std::string_view action, std::string_view json_object) {
        return detail::make<Command, zegoapi_command_t>(zegoapi_command_new_post, detail::str(action),
                                                        detail::str(json_object));
    }
    Result<void> add_param(std::string_view name, std::string_view value) {
        return detail::act(zegoapi_command_add_param, get(), detail::str(name), detail::str(value));
    }
    template <class Texts>
    Result<void> add_list(std::string_view name, const Texts &values) {
        const auto list = detail::list(values);
        return detail::act(zegoapi_command_add_list, get(), detail::str(name), list.data(), list.size());
    }
    // For actions that are not known by their names.
    Result<void> set_code_scope(std::uint32_t scope) {
        return detail::act(zegoapi_command_set_code_scope, get(), scope);
    }
    Result<void> set_product(std::string_view product) {
        return detail::act(zegoapi_command_set_product, get(), detail::str(product));
    }
    // As zegoapi_command_check, under a name that is nobody's macro.
    Result<void> check_limits(const App &app) const { return detail::act(zegoapi_command_check, get(), app.get()); }
    Result<Request> prepare(const App &app, const Endpoint &endpoint, const Stamp &stamp) const {
        return detail::make<Request, zegoapi_request_t>(zegoapi_command_prepare, get(), app.get(), endpoint.get(),
                                                        stamp.get());
    }
    // The URL and a NUL into your own buffer; returns the URL's length. Allocates nothing when it succeeds.
    Result<std::size_t> write_url(const App &app, const Endpoint &endpoint, const Stamp &stamp, char *buffer,
                                  std::size_t size) const {
        std::size_t len = 0;
        auto written =
            detail::act(zegoapi_command_write_url, get(), app.get(), endpoint.get(), stamp.get(), buffer, size, &len);
        return detail::then(std::move(written), len);
    }
    // `whole`: the body was read to its end.
    Result<Reply> parse(std::uint32_t http_status, std::string_view body, bool whole = true) const {
        return detail::make<Reply, zegoapi_reply_t>(zegoapi_command_parse, get(), http_status, detail::str(body),
                                                    whole ? 1U : 0U);
    }
};

// Options by name; what is not set has the default of where it is used. One that means nothing there is refused.
class Options : public detail::Owner<zegoapi_options_t, zegoapi_options_free> {
public:
    using Owner::Owner;
    static Result<Options> create() { return detail::make<Options, zegoapi_options_t>(zegoapi_options_new); }
    // `option` is one of ZEGOAPI_OPTION_...
    Result<void> set(std::uint32_t option, std::uint64_t number) {
        return detail::act(zegoapi_options_set, get(), option, number);
    }
    // What an option that is a number was set to, if it was.
    std::optional<std::uint64_t> number(std::uint32_t option) const noexcept {
        std::uint64_t value = 0;
        return zegoapi_options_number(get(), option, &value) ? std::optional<std::uint64_t>(value) : std::nullopt;
    }
    Result<void> set_timeout(Milliseconds time) { return set(ZEGOAPI_OPTION_TIMEOUT_MS, detail::count(time)); }
    Result<void> set_try_timeout(Milliseconds time) { return set(ZEGOAPI_OPTION_TRY_TIMEOUT_MS, detail::count(time)); }
    Result<void> set_backoff(Milliseconds time) { return set(ZEGOAPI_OPTION_BACKOFF_MS, detail::count(time)); }
    Result<void> set_max_backoff(Milliseconds time) { return set(ZEGOAPI_OPTION_MAX_BACKOFF_MS, detail::count(time)); }
    Result<void> set_retries(std::uint32_t retries) { return set(ZEGOAPI_OPTION_RETRIES, retries); }
    Result<void> set_duplicates_ok(bool ok) { return set(ZEGOAPI_OPTION_DUPLICATES_OK, ok ? 1 : 0); }
    Result<void> set_fail_fast(bool fast) { return set(ZEGOAPI_OPTION_FAIL_FAST, fast ? 1 : 0); }
    // Of a fan-out.
    Result<void> set_concurrency(std::size_t calls) { return set(ZEGOAPI_OPTION_CONCURRENCY, calls); }
#ifdef ZEGOAPI_HTTP
    Result<void> set_connect_timeout(Milliseconds time) {
        return set(ZEGOAPI_OPTION_CONNECT_TIMEOUT_MS, detail::count(time));
    }
    // Of a client, these and the texts.
    Result<void> set_max_reply_bytes(std::size_t bytes) {
        return set(ZEGOAPI_OPTION_MAX_REPLY_BYTES, bytes);
    }
    Result<void> set_max_idle_connections(std::size_t connections) {
        return set(ZEGOAPI_OPTION_MAX_IDLE_CONNECTIONS, connections);
    }
    Result<void> set_max_connection_age(Milliseconds time) {
        return set(ZEGOAPI_OPTION_MAX_CONNECTION_AGE_MS, detail::count(time));
    }
    Result<void> set_no_proxy(bool no_proxy) {
        return set(ZEGOAPI_OPTION_NO_PROXY, no_proxy ? 1 : 0);
    }
    Result<void> set_system_roots(bool system_roots) {
        return set(ZEGOAPI_OPTION_SYSTEM_ROOTS, system_roots ? 1 : 0);
    }
    // Trusted alone, in place of the bundled web roots: one of the two.
    Result<void> set_ca_file(std::string_view path) {
        return set_text(ZEGOAPI_OPTION_CA_FILE, path);
    }
    Result<void> set_ca_pem(std::string_view pem) {
        return set_text(ZEGOAPI_OPTION_CA_PEM, pem);
    }
    // Trusted as well; may be said several times.
    Result<void> add_ca_file(std::string_view path) {
        return set_text(ZEGOAPI_OPTION_ADD_CA_FILE, path);
    }
    Result<void> add_ca_pem(std::string_view pem) {
        return set_text(ZEGOAPI_OPTION_ADD_CA_PEM, pem);
    }
    // Who the client is: a certificate chain and its private key, as PEM text or as two files of it.
    Result<void> set_client_cert_pem(std::string_view chain, std::string_view key) {
        auto set = set_text(ZEGOAPI_OPTION_CLIENT_CERT_PEM, chain);
        return set ? set_text(ZEGOAPI_OPTION_CLIENT_KEY_PEM, key) : std::move(set);
    }
    Result<void> set_client_cert_files(std::string_view chain, std::string_view key) {
        auto set = set_text(ZEGOAPI_OPTION_CLIENT_CERT_FILE, chain);
        return set ? set_text(ZEGOAPI_OPTION_CLIENT_KEY_FILE, key) : std::move(set);
    }
    Result<void> set_proxy(std::string_view url) {
        return set_text(ZEGOAPI_OPTION_PROXY, url);
    }
    // Of a dispatcher.
    Result<void> set_queue_capacity(std::size_t jobs) {
        return set(ZEGOAPI_OPTION_QUEUE_CAPACITY, jobs);
    }
    Result<void> set_workers(std::size_t workers) {
        return set(ZEGOAPI_OPTION_WORKERS, workers);
    }
    Result<void> set_worker_idle(Milliseconds time) {
        return set(ZEGOAPI_OPTION_WORKER_IDLE_MS, detail::count(time));
    }
    // `option` is one of those that stand for text.
    Result<void> set_text(std::uint32_t option, std::string_view text) {
        return detail::act(zegoapi_options_set_text, get(), option, detail::str(text));
    }
    // As zegoapi_options_on_event: `callback` must not throw.
    Result<void> on_event(zegoapi_event_callback_t callback, void *user_data) {
        return detail::act(zegoapi_options_on_event, get(), callback, user_data);
    }
#endif
};

// Something that happened in a call. `kind` is one of ZEGOAPI_EVENT_..., `outcome` one of ZEGOAPI_CALL_OUTCOME_... or
// 0.
class Event {
public:
    explicit Event(zegoapi_event_t *event) noexcept : owned_(event) {}
    // What a callback was given: it must not outlive the callback.
    static Event borrowed(const zegoapi_event_t *event) noexcept {
        Event borrowed(nullptr);
        borrowed.borrowed_ = event;
        return borrowed;
    }
    std::uint64_t call() const noexcept { return zegoapi_event_call(get()); }
    std::uint32_t kind() const noexcept { return zegoapi_event_kind(get()); }
    std::string_view action() const noexcept { return detail::view(zegoapi_event_action(get())); }
    std::string_view host() const noexcept { return detail::view(zegoapi_event_host(get())); }
    std::uint32_t try_number() const noexcept { return zegoapi_event_try_number(get()); }
    std::uint64_t duration_ms() const noexcept { return zegoapi_event_duration_ms(get()); }
    std::uint32_t outcome() const noexcept { return zegoapi_event_outcome(get()); }
    std::optional<std::int64_t> code() const noexcept {
        std::int64_t code = 0;
        return zegoapi_event_code(get(), &code) ? std::optional<std::int64_t>(code) : std::nullopt;
    }
    std::uint32_t http_status() const noexcept { return zegoapi_event_http_status(get()); }
    std::string_view request_id() const noexcept { return detail::view(zegoapi_event_request_id(get())); }
    const zegoapi_event_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    detail::Handle<zegoapi_event_t, zegoapi_event_free> owned_;
    const zegoapi_event_t *borrowed_ = nullptr;
};

// What a limiter answers: a ticket to send with, or when to ask again with the turn.
struct Permit {
    std::uint64_t ticket;
    std::uint64_t turn;
    std::uint64_t until_ms;
    explicit operator bool() const noexcept { return ticket != 0; }
};

// One quota, for programs with an HTTP and retries of their own. Calls and fan-outs need none.
class Limiter : public detail::Owner<zegoapi_limiter_t, zegoapi_limiter_free> {
public:
    using Owner::Owner;
    static Result<Limiter> create(std::uint32_t calls, Milliseconds window = Milliseconds(1000)) {
        const std::uint64_t ms = detail::count(window);
        const std::uint32_t most = UINT32_MAX;
        return detail::make<Limiter, zegoapi_limiter_t>(zegoapi_limiter_new, calls,
                                                        ms > most ? most : static_cast<std::uint32_t>(ms));
    }
    // `turn` is that of an earlier answer to the same call, 0 for a new call.
    Result<Permit> ask(std::uint64_t turn, std::uint64_t now_ms, std::uint64_t by_ms) const {
        Permit permit{0, 0, 0};
        auto asked = detail::act(zegoapi_limiter_ask, get(), turn, now_ms, by_ms, &permit.ticket, &permit.turn,
                                 &permit.until_ms);
        return detail::then(std::move(asked), permit);
    }
    Result<void> leave(std::uint64_t turn) const { return detail::act(zegoapi_limiter_leave, get(), turn); }
    // Without a time, nothing is known of the connection's handshake.
    Result<void> written(std::uint64_t ticket, std::uint64_t now_ms,
                         std::optional<Milliseconds> handshake = std::nullopt) const {
        return detail::act(zegoapi_limiter_written, get(), ticket, now_ms, detail::handshake(handshake));
    }
    Result<void> finished(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_finished, get(), ticket, now_ms);
    }
    Result<void> not_sent(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_not_sent, get(), ticket, now_ms);
    }
    Result<void> refused(std::uint64_t ticket, std::uint64_t now_ms) const {
        return detail::act(zegoapi_limiter_refused, get(), ticket, now_ms);
    }
    std::uint32_t allowed() const noexcept { return zegoapi_limiter_allowed(get()); }
    std::size_t waiting() const noexcept { return zegoapi_limiter_waiting(get()); }
};

using Random = std::array<std::uint8_t, 16>;

// An answer over HTTP. `whole`: the body was read to its end.
struct Answer {
    std::uint32_t http_status;
    std::string_view date;
    std::string_view body;
    bool whole = true;
};

// What a driver is to do next. `kind` is one of ZEGOAPI_STEP_..., `call` counts in a fan-out alone.
struct Step {
    std::uint32_t kind;
    std::uint64_t ms;
    std::uint64_t call;
    Request request;
};

// One call over your own HTTP: ask, do, report, ask again. One driver.
class Call : public detail::Owner<zegoapi_call_t, zegoapi_call_free> {
public:
    using Owner::Owner;
    static Result<Call> begin(const Command &command, const App &app, const Endpoint &endpoint, zegoapi_time_t now,
                              detail::OrNone<Options> options = {}) {
        if (options.wrong()) {
            return Error::empty("options");
        }
        return detail::make<Call, zegoapi_call_t>(zegoapi_call_new, command.get(), app.get(), endpoint.get(),
                                                  options.get(), now);
    }
    Result<Step> next(zegoapi_time_t now, const Random &random) {
        Step step{0, 0, 0, Request()};
        zegoapi_request_t *request = nullptr;
        auto asked = detail::act(zegoapi_call_next, get(), now, random.data(), &step.kind, &step.ms, &request);
        step.request = Request(request);
        return detail::then(std::move(asked), std::move(step));
    }
    // Without a time, nothing is known of the connection's handshake.
    Result<void> written(zegoapi_time_t now, std::optional<Milliseconds> handshake = std::nullopt) {
        return detail::act(zegoapi_call_written, get(), now, detail::handshake(handshake));
    }
    Result<void> reply(zegoapi_time_t now, const Answer &answer) {
        return detail::act(zegoapi_call_reply, get(), now, answer.http_status, detail::str(answer.date),
                           detail::str(answer.body), answer.whole ? 1U : 0U);
    }
    Result<void> not_sent(zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_call_not_sent, get(), now, cause, detail::str(detail));
    }
    Result<void> unknown(zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_call_unknown, get(), now, cause, detail::str(detail));
    }
    Result<void> cancel(zegoapi_time_t now) { return detail::act(zegoapi_call_cancel, get(), now); }
    // After a step that says done, once.
    Result<Reply> take_outcome() { return detail::make<Reply, zegoapi_reply_t>(zegoapi_call_take_outcome, get()); }
    std::optional<Event> take_event() {
        zegoapi_event_t *event = zegoapi_call_take_event(get());
        return event == nullptr ? std::nullopt : std::optional<Event>(Event(event));
    }
    std::uint64_t number() const noexcept { return zegoapi_call_number(get()); }
    // One of ZEGOAPI_CALL_STATE_...
    std::uint32_t state() const noexcept { return zegoapi_call_state(get()); }
    bool may_be_applied() const noexcept { return zegoapi_call_may_be_applied(get()); }
    std::uint32_t tries() const noexcept { return zegoapi_call_tries(get()); }
};

// What became of one user of a fan-out. `outcome` is one of ZEGOAPI_OUTCOME_...
struct UserOutcome {
    std::string_view user_id;
    std::uint32_t outcome;
    std::int64_t code;
};

namespace detail {

// Hands a callback of C's on to a function object, which must not throw.
template <class Function>
void tell_user(void *function, zegoapi_str_t user_id, std::uint32_t outcome, std::int64_t code) {
    (*static_cast<Function *>(function))(UserOutcome{view(user_id), outcome, code});
}

}  // namespace detail

// What tells one message from another in a report on disk: 16 hex characters.
inline Result<std::string> message_digest(std::string_view room_id, std::string_view from_user_id,
                                          std::string_view content) {
    zegoapi_digest_t digest{};
    auto made = detail::act(zegoapi_message_digest, detail::str(room_id), detail::str(from_user_id),
                            detail::str(content), &digest);
    return detail::then(std::move(made), std::string(digest.text));
}

// One line of a report on disk, without its line break; `message` is the message's digest.
inline Result<std::string> report_line(std::string_view message, const UserOutcome &user) {
    std::size_t len = 0;
    zegoapi_report_line_write(detail::str(message), detail::str(user.user_id), user.outcome, user.code, nullptr, 0,
                              &len, nullptr);
    // One more for the NUL, which a string has room for.
    std::string line(len, '\0');
    auto written = detail::act(zegoapi_report_line_write, detail::str(message), detail::str(user.user_id), user.outcome,
                               user.code, line.data(), len + 1, &len);
    return detail::then(std::move(written), std::move(line));
}

// What a line of a report on disk says.
struct ReportLine {
    std::string user_id;
    std::uint32_t outcome;
    std::int64_t code;
};

// Reads one; nothing for a line without text. A line about another message than that of the digest is refused.
inline Result<std::optional<ReportLine>> parse_report_line(std::string_view message, std::string_view line) {
    ReportLine read{std::string(line.size(), '\0'), 0, 0};
    std::size_t len = 0;
    auto done = detail::act(zegoapi_report_line_read, detail::str(message), detail::str(line), read.user_id.data(),
                            read.user_id.size() + 1, &len, &read.outcome, &read.code);
    read.user_id.resize(len);
    auto found = read.outcome == 0 ? std::nullopt : std::optional<ReportLine>(std::move(read));
    return detail::then(std::move(done), std::move(found));
}

class Report : public detail::Owner<zegoapi_report_t, zegoapi_report_free> {
public:
    using Owner::Owner;
    std::size_t size() const noexcept { return zegoapi_report_user_count(get()); }
    UserOutcome user(std::size_t index) const noexcept {
        return {detail::view(zegoapi_report_user_id(get(), index)), zegoapi_report_outcome(get(), index),
                zegoapi_report_code(get(), index)};
    }
    zegoapi_progress_t progress() const noexcept {
        zegoapi_progress_t progress{};
        zegoapi_report_progress(get(), &progress, nullptr);
        return progress;
    }
    std::size_t repeated() const noexcept { return zegoapi_report_repeated(get()); }
    std::optional<Error> stopped_by() const noexcept {
        const zegoapi_error_t *error = zegoapi_report_stopped_by(get());
        return error == nullptr ? std::nullopt : std::optional<Error>(Error::borrowed(error));
    }
    // The users that a resumed fan-out sends to, borrowed from this report.
    std::vector<std::string_view> remaining(bool duplicates_ok = false) const {
        std::vector<zegoapi_str_t> raw(zegoapi_report_remaining(get(), duplicates_ok ? 1 : 0, nullptr, 0));
        zegoapi_report_remaining(get(), duplicates_ok ? 1 : 0, raw.data(), raw.size());
        std::vector<std::string_view> users;
        for (const auto &user : raw) {
            users.push_back(detail::view(user));
        }
        return users;
    }
};

// One message to any number of users, driven like a Call; requests may be out side by side. One driver.
class FanOut : public detail::Owner<zegoapi_fanout_t, zegoapi_fanout_free> {
public:
    using Owner::Owner;
    template <class Texts>
    static Result<FanOut> begin(const App &app, const Endpoint &endpoint, std::string_view room_id,
                                std::string_view from_user_id, std::string_view content, const Texts &user_ids,
                                detail::OrNone<Options> options = {}) {
        if (options.wrong()) {
            return Error::empty("options");
        }
        const auto users = detail::list(user_ids);
        return detail::make<FanOut, zegoapi_fanout_t>(zegoapi_fanout_new, app.get(), endpoint.get(),
                                                      detail::str(room_id), detail::str(from_user_id),
                                                      detail::str(content), users.data(), users.size(), options.get());
    }
    Result<Step> next(zegoapi_time_t now, const Random &random) {
        Step step{0, 0, 0, Request()};
        zegoapi_request_t *request = nullptr;
        auto asked =
            detail::act(zegoapi_fanout_next, get(), now, random.data(), &step.kind, &step.ms, &step.call, &request);
        step.request = Request(request);
        return detail::then(std::move(asked), std::move(step));
    }
    Result<void> written(std::uint64_t call, zegoapi_time_t now, std::optional<Milliseconds> handshake = std::nullopt) {
        return detail::act(zegoapi_fanout_written, get(), call, now, detail::handshake(handshake));
    }
    Result<void> reply(std::uint64_t call, zegoapi_time_t now, const Answer &answer) {
        return detail::act(zegoapi_fanout_reply, get(), call, now, answer.http_status, detail::str(answer.date),
                           detail::str(answer.body), answer.whole ? 1U : 0U);
    }
    Result<void> not_sent(std::uint64_t call, zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_fanout_not_sent, get(), call, now, cause, detail::str(detail));
    }
    Result<void> unknown(std::uint64_t call, zegoapi_time_t now, std::uint32_t cause, std::string_view detail) {
        return detail::act(zegoapi_fanout_unknown, get(), call, now, cause, detail::str(detail));
    }
    Result<void> stop(zegoapi_time_t now) { return detail::act(zegoapi_fanout_stop, get(), now); }
    // One of ZEGOAPI_FANOUT_STATE_...
    std::uint32_t state() const noexcept { return zegoapi_fanout_state(get()); }
    Result<std::string> digest() const {
        zegoapi_digest_t digest{};
        auto asked = detail::act(zegoapi_fanout_digest, get(), &digest);
        return detail::then(std::move(asked), std::string(digest.text));
    }
    // Calls `user(UserOutcome)`, which must not throw, for each user of the call whose first request the last step said
    // to send, as unknown. Returns how many they were.
    template <class Function>
    std::size_t begun(Function user) const {
        return zegoapi_fanout_begun(get(), detail::tell_user<Function>, &user);
    }
    // The same for the users of the oldest call that has come to its end and was not told of, with what became of them.
    template <class Function>
    std::size_t take_settled(Function user) {
        return zegoapi_fanout_take_settled(get(), detail::tell_user<Function>, &user);
    }
    std::optional<Event> take_event() {
        zegoapi_event_t *event = zegoapi_fanout_take_event(get());
        return event == nullptr ? std::nullopt : std::optional<Event>(Event(event));
    }
    Result<zegoapi_progress_t> progress() const {
        zegoapi_progress_t progress{};
        auto asked = detail::act(zegoapi_fanout_progress, get(), &progress);
        return detail::then(std::move(asked), progress);
    }
    Result<Report> report() const { return detail::make<Report, zegoapi_report_t>(zegoapi_fanout_report, get()); }
};

#ifdef ZEGOAPI_HTTP

class Clock : public detail::Owner<zegoapi_clock_t, zegoapi_clock_free> {
public:
    using Owner::Owner;
    static Result<Clock> create() { return detail::make<Clock, zegoapi_clock_t>(zegoapi_clock_new); }
    zegoapi_time_t now() const noexcept {
        zegoapi_time_t now{};
        zegoapi_clock_now(get(), &now, nullptr);
        return now;
    }
};

// Fresh random bytes from the system, for Call::next and FanOut::next.
inline Result<Random> system_random() {
    Random bytes{};
    return detail::then(detail::act(zegoapi_random, bytes.data(), bytes.size()), bytes);
}

// Gives a blocking call up, or stops a fan-out, from another thread. One for each call.
class Cancel : public detail::Owner<zegoapi_cancel_t, zegoapi_cancel_free> {
public:
    using Owner::Owner;
    static Result<Cancel> create() { return detail::make<Cancel, zegoapi_cancel_t>(zegoapi_cancel_new); }
    // What it met: one of ZEGOAPI_CANCELLED_...
    Result<std::uint32_t> cancel() const {
        std::uint32_t met = 0;
        return detail::then(detail::act(zegoapi_cancel_now, get(), &met), met);
    }
    bool is_cancelled() const noexcept { return zegoapi_cancel_is_cancelled(get()); }
};

// A blocking client; share one among all threads.
class Client : public detail::Owner<zegoapi_client_t, zegoapi_client_free> {
public:
    using Owner::Owner;
    // Without an endpoint: the unified host.
    static Result<Client> create(const App &app, detail::OrNone<Endpoint> endpoint = {},
                                 detail::OrNone<Options> options = {}) {
        if (endpoint.wrong() || options.wrong()) {
            return Error::empty(endpoint.wrong() ? "endpoint" : "options");
        }
        return detail::make<Client, zegoapi_client_t>(zegoapi_client_new, app.get(), endpoint.get(), options.get());
    }
    // Blocks until it is over.
    Result<Reply> send(const Command &command, detail::OrNone<Options> options = {},
                       detail::OrNone<Cancel> cancel = {}) const {
        if (options.wrong() || cancel.wrong()) {
            return Error::empty(options.wrong() ? "options" : "cancel");
        }
        return detail::make<Reply, zegoapi_reply_t>(zegoapi_client_send, get(), command.get(), options.get(),
                                                    cancel.get());
    }
    // A fan-out by this client's application and endpoint, to be run by `run`. Sends nothing yet.
    template <class Texts>
    Result<FanOut> fan_out(std::string_view room_id, std::string_view from_user_id, std::string_view content,
                           const Texts &user_ids, detail::OrNone<Options> options = {}) const {
        if (options.wrong()) {
            return Error::empty("options");
        }
        const auto users = detail::list(user_ids);
        return detail::make<FanOut, zegoapi_fanout_t>(zegoapi_fanout_new_by_client, get(), detail::str(room_id),
                                                      detail::str(from_user_id), detail::str(content), users.data(),
                                                      users.size(), options.get());
    }
    // Blocks until every user is accounted for. Neither function may throw: `progress` is told how far it is, `user` of
    // users, for a report on disk (as unknown before the first request to them, and again when they are settled).
    Result<Report> run(FanOut &fan_out, detail::OrNone<Cancel> cancel = {},
                       const std::function<void(const zegoapi_progress_t &)> &progress = nullptr,
                       const std::function<void(const UserOutcome &)> &user = nullptr) const {
        if (cancel.wrong()) {
            return Error::empty("cancel");
        }
        Told told{progress, user};
        return detail::make<Report, zegoapi_report_t>(zegoapi_client_run, get(), fan_out.get(), cancel.get(),
                                                      user ? tell_user : nullptr, progress ? tell_progress : nullptr,
                                                      static_cast<void *>(&told));
    }
    // Both in one: to any number of users.
    template <class Texts>
    Result<Report> send_to_users(std::string_view room_id, std::string_view from_user_id, std::string_view content,
                                 const Texts &user_ids, detail::OrNone<Options> options = {},
                                 detail::OrNone<Cancel> cancel = {},
                                 const std::function<void(const zegoapi_progress_t &)> &progress = nullptr) const {
        auto made = fan_out(room_id, from_user_id, content, user_ids, options);
        if (!made) {
            return std::move(made).error();
        }
        return run(*made, cancel, progress);
    }

private:
    struct Told {
        const std::function<void(const zegoapi_progress_t &)> &progress;
        const std::function<void(const UserOutcome &)> &user;
    };
    static void tell_progress(void *told, const zegoapi_progress_t *progress) {
        static_cast<Told *>(told)->progress(*progress);
    }
    static void tell_user(void *told, zegoapi_str_t user_id, std::uint32_t outcome, std::int64_t code) {
        static_cast<Told *>(told)->user({detail::view(user_id), outcome, code});
    }
};

// What became of a job; an empty one stands for none.
class Completion : public detail::Owner<zegoapi_completion_t, zegoapi_completion_free> {
public:
    using Owner::Owner;
    std::uint64_t id() const noexcept { return zegoapi_completion_id(get()); }
    zegoapi_status_t status() const noexcept { return zegoapi_completion_status(get()); }
    bool ok() const noexcept { return zegoapi_completion_reply(get()) != nullptr; }
    // Borrowed from this completion, both; empty where there is none.
    Reply reply() const noexcept { return Reply::borrowed(zegoapi_completion_reply(get())); }
    Error error() const noexcept { return Error::borrowed(zegoapi_completion_error(get())); }
};

// A job that a dispatcher did not send.
struct Unsent {
    std::uint64_t id;
    Command command;
};

// Sends without blocking: submit from a game's tick, and poll there. Shut it down before it goes.
class Dispatcher : public detail::Owner<zegoapi_dispatcher_t, zegoapi_dispatcher_free> {
public:
    using Owner::Owner;
    static Result<Dispatcher> create(const Client &client, detail::OrNone<Options> options = {}) {
        if (options.wrong()) {
            return Error::empty("options");
        }
        return detail::make<Dispatcher, zegoapi_dispatcher_t>(zegoapi_dispatcher_new, client.get(), options.get());
    }
    // Returns the job's number at once.
    Result<std::uint64_t> submit(const Command &command, detail::OrNone<Options> options = {}) const {
        if (options.wrong()) {
            return Error::empty("options");
        }
        std::uint64_t id = 0;
        auto done = detail::act(zegoapi_dispatcher_submit, get(), command.get(), options.get(), &id);
        return detail::then(std::move(done), id);
    }
    // As zegoapi_dispatcher_submit_with_callback: `callback` must not throw. It is called once, on another thread; not
    // if this fails or the job is handed back, and `user_data` stays yours then.
    Result<std::uint64_t> submit(const Command &command, zegoapi_completion_callback_t callback, void *user_data,
                                 detail::OrNone<Options> options = {}) const {
        if (options.wrong()) {
            return Error::empty("options");
        }
        std::uint64_t id = 0;
        auto done = detail::act(zegoapi_dispatcher_submit_with_callback, get(), command.get(), options.get(), callback,
                                user_data, &id);
        return detail::then(std::move(done), id);
    }
    // The oldest completion, or an empty one; returns at once.
    Completion poll() const noexcept {
        zegoapi_completion_t *completion = nullptr;
        zegoapi_dispatcher_poll(get(), &completion, nullptr);
        return Completion(completion);
    }
    // Blocks for at most so long.
    Completion wait(Milliseconds timeout) const noexcept {
        zegoapi_completion_t *completion = nullptr;
        zegoapi_dispatcher_wait(get(), detail::count(timeout), &completion, nullptr);
        return Completion(completion);
    }
    Result<bool> cancel(std::uint64_t id) const {
        bool cancelled = false;
        return detail::then(detail::act(zegoapi_dispatcher_cancel, get(), id, &cancelled), cancelled);
    }
    std::size_t pending() const noexcept { return zegoapi_dispatcher_pending(get()); }
    std::size_t workers() const noexcept { return zegoapi_dispatcher_workers(get()); }
    // Blocks for at most so long, and hands back what was not sent.
    Result<std::vector<Unsent>> shutdown(Milliseconds timeout) const {
        zegoapi_unsent_t *raw = nullptr;
        auto done = detail::act(zegoapi_dispatcher_shutdown, get(), detail::count(timeout), &raw);
        detail::Handle<zegoapi_unsent_t, zegoapi_unsent_free> list(raw);
        std::vector<Unsent> unsent;
        for (std::size_t at = 0; at < zegoapi_unsent_count(raw); at++) {
            zegoapi_command_t *command = nullptr;
            zegoapi_unsent_take_command(raw, at, &command, nullptr);
            unsent.push_back({zegoapi_unsent_id(raw, at), Command(command)});
        }
        return detail::then(std::move(done), std::move(unsent));
    }
};

#endif  // ZEGOAPI_HTTP

// What a return code means in one scope; `scope` is one of ZEGOAPI_CODE_SCOPE_..., `kind` of ZEGOAPI_CODE_KIND_...,
// `limited_by` of ZEGOAPI_LIMITED_BY_... or 0.
struct CodeEntry {
    std::int64_t code;
    std::uint32_t scope;
    std::string_view scope_name;
    std::uint32_t kind;
    std::uint32_t limited_by;
    bool retryable;
    std::string_view meaning;
    std::string_view advice;
};

// Return codes, explained.
class Explanation : public detail::Owner<zegoapi_explanation_t, zegoapi_explanation_free> {
public:
    using Owner::Owner;
    // With a scope, the one entry that counts for its actions; without, those of all scopes that have the number.
    static Result<Explanation> of(std::int64_t code, std::uint32_t scope = ZEGOAPI_EVERY_CODE_SCOPE) {
        return detail::make<Explanation, zegoapi_explanation_t>(zegoapi_explain, code, scope);
    }
    // Every code of a scope.
    static Result<Explanation> of_scope(std::uint32_t scope) {
        return detail::make<Explanation, zegoapi_explanation_t>(zegoapi_explain_scope, scope);
    }
    std::size_t size() const noexcept { return zegoapi_explanation_count(get()); }
    // Its texts are borrowed from this object.
    CodeEntry entry(std::size_t index) const noexcept ZEGOAPI_LIFETIMEBOUND {
        return {zegoapi_explanation_code(get(), index),
                zegoapi_explanation_scope(get(), index),
                detail::view(zegoapi_explanation_scope_name(get(), index)),
                zegoapi_explanation_kind(get(), index),
                zegoapi_explanation_limited_by(get(), index),
                zegoapi_explanation_retryable(get(), index),
                detail::view(zegoapi_explanation_meaning(get(), index)),
                detail::view(zegoapi_explanation_advice(get(), index))};
    }
};

// What a token allows. Made with `in_room` or `in_any_room`, or borrowed from the contents of a token.
class Privileges {
public:
    explicit Privileges(zegoapi_privileges_t *privileges) noexcept : owned_(privileges) {}
    // Those of a TokenContents, which they must not outlive.
    static Privileges borrowed(const zegoapi_privileges_t *privileges) noexcept {
        Privileges borrowed(nullptr);
        borrowed.borrowed_ = privileges;
        return borrowed;
    }
    static Result<Privileges> in_room(std::string_view room_id, bool login, bool publish) {
        return make(zegoapi_privileges_new_in_room, login, publish, nullptr, 0, detail::str(room_id));
    }
    // With streams of these ids only: any container of texts. An empty one is refused.
    template <class Texts>
    static Result<Privileges> in_room(std::string_view room_id, bool login, bool publish, const Texts &stream_ids) {
        const auto streams = some(stream_ids);
        return make(zegoapi_privileges_new_in_room, login, publish, streams.data(), streams.size() - 1,
                    detail::str(room_id));
    }
    static Result<Privileges> in_any_room(bool login, bool publish) {
        return make(zegoapi_privileges_new_in_any_room, login, publish, nullptr, 0);
    }
    template <class Texts>
    static Result<Privileges> in_any_room(bool login, bool publish, const Texts &stream_ids) {
        const auto streams = some(stream_ids);
        return make(zegoapi_privileges_new_in_any_room, login, publish, streams.data(), streams.size() - 1);
    }
    // The payload of a token.
    std::string_view json() const noexcept { return detail::view(zegoapi_privileges_json(get())); }
    // Empty: every room.
    std::string_view room_id() const noexcept { return detail::view(zegoapi_privileges_room_id(get())); }
    // Nothing where a token of another maker does not say.
    std::optional<bool> login() const noexcept { return said(zegoapi_privileges_login(get())); }
    std::optional<bool> publish() const noexcept { return said(zegoapi_privileges_publish(get())); }
    // 0: every stream.
    std::size_t stream_count() const noexcept { return zegoapi_privileges_stream_count(get()); }
    std::string_view stream_id(std::size_t index) const noexcept {
        return detail::view(zegoapi_privileges_stream_id(get(), index));
    }
    const zegoapi_privileges_t *get() const noexcept { return owned_ ? owned_.get() : borrowed_; }

private:
    template <class Function, class... First>
    static Result<Privileges> make(Function function, bool login, bool publish, const zegoapi_str_t *streams,
                                   std::size_t count, First... first) {
        return detail::make<Privileges, zegoapi_privileges_t>(function, first..., login ? 1U : 0U, publish ? 1U : 0U,
                                                              streams, count);
    }
    // With one more at the end, so that the array of an empty list is one too.
    template <class Texts>
    static std::vector<zegoapi_str_t> some(const Texts &texts) {
        auto all = detail::list(texts);
        all.push_back({nullptr, 0});
        return all;
    }
    static std::optional<bool> said(std::int32_t number) noexcept {
        return number < 0 ? std::nullopt : std::optional<bool>(number != 0);
    }

    detail::Handle<zegoapi_privileges_t, zegoapi_privileges_free> owned_;
    const zegoapi_privileges_t *borrowed_ = nullptr;
};

// What a token says.
class TokenContents : public detail::Owner<zegoapi_token_contents_t, zegoapi_token_contents_free> {
public:
    using Owner::Owner;
    std::uint32_t app_id() const noexcept { return zegoapi_token_contents_app_id(get()); }
    std::string_view user_id() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_token_contents_user_id(get()));
    }
    std::int64_t nonce() const noexcept { return zegoapi_token_contents_nonce(get()); }
    std::int64_t ctime() const noexcept { return zegoapi_token_contents_ctime(get()); }
    std::int64_t expire() const noexcept { return zegoapi_token_contents_expire(get()); }
    std::string_view payload() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_token_contents_payload(get()));
    }
    // Borrowed from this object; nothing where the payload says none.
    std::optional<Privileges> privileges() const noexcept {
        const zegoapi_privileges_t *said = zegoapi_token_contents_privileges(get());
        return said == nullptr ? std::nullopt : std::optional<Privileges>(Privileges::borrowed(said));
    }
    bool is_of(const App &app) const noexcept { return zegoapi_token_contents_is_of(get(), app.get()); }
    // One of ZEGOAPI_TOKEN_VALIDITY_...; `now` is Unix time in seconds.
    std::uint32_t validity(std::int64_t now,
                           std::chrono::seconds leeway = std::chrono::seconds(ZEGOAPI_TOKEN_LEEWAY_S)) const noexcept {
        return zegoapi_token_contents_validity(get(), now, detail::count(leeway));
    }
};

// A token04: a credential of its user, not for logs.
class Token : public detail::Owner<zegoapi_token_t, zegoapi_token_free> {
public:
    using Owner::Owner;
    using Random = std::array<std::uint8_t, 20>;
    // `payload` is empty (a basic token), or Privileges::json(), or other JSON. Fresh random bytes for each token.
    static Result<Token> make(const App &app, std::string_view user_id, std::chrono::seconds valid_for,
                              std::string_view payload, const Random &random, std::int64_t now) {
        return detail::make<Token, zegoapi_token_t>(zegoapi_token_make, app.get(), detail::str(user_id),
                                                    detail::count(valid_for), detail::str(payload), random.data(), now);
    }
    // For tests that are exact.
    static Result<Token> make_with_iv(const App &app, std::string_view user_id, std::chrono::seconds valid_for,
                                      std::string_view payload, const std::array<std::uint8_t, 16> &iv,
                                      std::int32_t nonce, std::int64_t now) {
        return detail::make<Token, zegoapi_token_t>(zegoapi_token_make_with_iv, app.get(), detail::str(user_id),
                                                    detail::count(valid_for), detail::str(payload), iv.data(), nonce,
                                                    now);
    }
#ifdef ZEGOAPI_HTTP
    // With the system's time and random bytes.
    static Result<Token> make(const App &app, std::string_view user_id, std::chrono::seconds valid_for,
                              std::string_view payload = "") {
        return detail::make<Token, zegoapi_token_t>(zegoapi_token_make_now, app.get(), detail::str(user_id),
                                                    detail::count(valid_for), detail::str(payload));
    }
#endif
    static Result<Token> parse(std::string_view text) {
        return detail::make<Token, zegoapi_token_t>(zegoapi_token_parse, detail::str(text));
    }
    Result<TokenContents> open(const App &app) const {
        return detail::make<TokenContents, zegoapi_token_contents_t>(zegoapi_token_open, get(), app.get());
    }
    std::string_view text() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_token_text(get()));
    }
    // As logs may show it.
    std::string_view masked() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_token_masked(get()));
    }
    std::int64_t expire() const noexcept {
        return zegoapi_token_expire(get());
    }
};

// A callback, read from its body, which nobody has signed: take what it says for a hint.
class Callback : public detail::Owner<zegoapi_callback_t, zegoapi_callback_free> {
public:
    using Owner::Owner;
    // The bytes as they came; `product` is one of ZEGOAPI_CALLBACK_PRODUCT_... where it is known.
    static Result<Callback> read(std::string_view body, std::uint32_t product = ZEGOAPI_CALLBACK_OF_ANY_PRODUCT) {
        return detail::make<Callback, zegoapi_callback_t>(zegoapi_callback_read, detail::str(body), product);
    }
    std::uint32_t product() const noexcept { return zegoapi_callback_product(get()); }
    std::string_view event_name() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_event_name(get()));
    }
    // One of ZEGOAPI_CALLBACK_EVENT_..., or 0.
    std::uint32_t event_number() const noexcept { return zegoapi_callback_event_number(get()); }
    std::string_view event_json() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_event_json(get()));
    }
    std::uint32_t app_id() const noexcept { return zegoapi_callback_app_id(get()); }
    std::string_view timestamp() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_timestamp(get()));
    }
    std::string_view nonce() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_nonce(get()));
    }
    std::string_view signature() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_signature(get()));
    }
    // A field of the event by its path, such as "room_id" or "output/0/stream_id"; empty where there is none.
    std::string_view text(std::string_view path) const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_text(get(), detail::str(path)));
    }
    std::optional<std::int64_t> number(std::string_view path) const noexcept {
        std::int64_t number = 0;
        return zegoapi_callback_number(get(), detail::str(path), &number) ? std::optional<std::int64_t>(number)
                                                                          : std::nullopt;
    }
    std::optional<double> real(std::string_view path) const noexcept {
        double number = 0;
        return zegoapi_callback_real(get(), detail::str(path), &number) ? std::optional<double>(number) : std::nullopt;
    }
    // How many items a list has.
    std::size_t count(std::string_view path) const noexcept { return zegoapi_callback_count(get(), detail::str(path)); }
    // The fields as they were sent.
    std::size_t field_count() const noexcept { return zegoapi_callback_field_count(get()); }
    std::string_view field_name(std::size_t index) const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_field_name(get(), index));
    }
    std::string_view field_json(std::size_t index) const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_callback_field_json(get(), index));
    }
};

// A store of your own for the callbacks that came before, such as one that several machines share. Keys are 40 hex
// digits; times are Unix seconds. Called on the thread that verifies, commits or releases, with nothing locked.
class NonceStore {
public:
    virtual ~NonceStore() = default;
    // One of ZEGOAPI_CLAIM_...
    virtual std::uint32_t claim(std::string_view key, std::int64_t now, std::int64_t until) noexcept = 0;
    virtual void commit(std::string_view key) noexcept = 0;
    virtual void release(std::string_view key) noexcept = 0;
};

// A memory of the callbacks that came before.
class NonceMemory : public detail::Owner<zegoapi_nonce_memory_t, zegoapi_nonce_memory_free> {
public:
    using Owner::Owner;
    // Of this process.
    static Result<NonceMemory> create(std::size_t capacity = ZEGOAPI_NONCE_MEMORY_CAPACITY) {
        return detail::make<NonceMemory, zegoapi_nonce_memory_t>(zegoapi_nonce_memory_new, capacity);
    }
    // Of a store of yours, which must outlive it.
    static Result<NonceMemory> of_store(NonceStore &store) {
        return detail::make<NonceMemory, zegoapi_nonce_memory_t>(zegoapi_nonce_memory_new_of_store, claim, commit,
                                                                 release, static_cast<void *>(&store));
    }
    std::size_t len() const noexcept { return zegoapi_nonce_memory_len(get()); }
    std::uint64_t forgotten() const noexcept { return zegoapi_nonce_memory_forgotten(get()); }

private:
    static std::uint32_t claim(void *store, zegoapi_str_t key, std::int64_t now, std::int64_t until) {
        return static_cast<NonceStore *>(store)->claim(detail::view(key), now, until);
    }
    static void commit(void *store, zegoapi_str_t key) { static_cast<NonceStore *>(store)->commit(detail::view(key)); }
    static void release(void *store, zegoapi_str_t key) {
        static_cast<NonceStore *>(store)->release(detail::view(key));
    }
};

// A stamp that was verified: commit it once the event was dealt with, or else release it.
class VerifiedStamp : public detail::Owner<zegoapi_verified_stamp_t, zegoapi_verified_stamp_free> {
public:
    using Owner::Owner;
    Result<void> commit(const NonceMemory &memory) const {
        return detail::act(zegoapi_verified_stamp_commit, get(), memory.get());
    }
    Result<void> release(const NonceMemory &memory) const {
        return detail::act(zegoapi_verified_stamp_release, get(), memory.get());
    }
    std::size_t secret_index() const noexcept { return zegoapi_verified_stamp_secret_index(get()); }
    std::int64_t age_s() const noexcept { return zegoapi_verified_stamp_age_s(get()); }
    std::string_view key() const noexcept ZEGOAPI_LIFETIMEBOUND {
        return detail::view(zegoapi_verified_stamp_key(get()));
    }
    std::int64_t until() const noexcept { return zegoapi_verified_stamp_until(get()); }
};

// Verifies timestamp and nonce of callbacks, their age, and that they did not come before; the body is not signed.
class CallbackVerifier : public detail::Owner<zegoapi_callback_verifier_t, zegoapi_callback_verifier_free> {
public:
    using Owner::Owner;
    // `secrets` is any container of CallbackSecrets (which are not the ServerSecret).
    template <class Texts>
    static Result<CallbackVerifier> create(
        const Texts &secrets, std::chrono::seconds window = std::chrono::seconds(ZEGOAPI_CALLBACK_WINDOW_S)) {
        const auto all = detail::list(secrets);
        const std::uint64_t window_s = detail::count(window);
        const std::uint32_t most = UINT32_MAX;
        return detail::make<CallbackVerifier, zegoapi_callback_verifier_t>(
            zegoapi_callback_verifier_new, all.data(), all.size(),
            window_s > most ? most : static_cast<std::uint32_t>(window_s));
    }
    static Result<CallbackVerifier> create(
        std::initializer_list<std::string_view> secrets,
        std::chrono::seconds window = std::chrono::seconds(ZEGOAPI_CALLBACK_WINDOW_S)) {
        return create<std::initializer_list<std::string_view>>(secrets, window);
    }
    // `now` is Unix time in seconds. Claims the stamp in the memory.
    Result<VerifiedStamp> verify_stamp(const Callback &callback, std::int64_t now, const NonceMemory &memory) const {
        if (!memory) {
            return Error::empty("memory");
        }
        return verify_stamp(callback.timestamp(), callback.nonce(), callback.signature(), now, memory.get());
    }
    // Of the three texts as they were sent. Without a memory it may be a repeat: claim VerifiedStamp::key() elsewhere.
    Result<VerifiedStamp> verify_stamp(std::string_view timestamp, std::string_view nonce, std::string_view signature,
                                       std::int64_t now, const zegoapi_nonce_memory_t *memory) const {
        return detail::make<VerifiedStamp, zegoapi_verified_stamp_t>(zegoapi_callback_verifier_verify, get(),
                                                                     detail::str(timestamp), detail::str(nonce),
                                                                     detail::str(signature), now, memory);
    }
    // Signs as the vendor signs: for tests of a receiver of your own.
    static Result<std::string> sign(std::string_view secret, std::string_view timestamp, std::string_view nonce) {
        zegoapi_signature_t signature{};
        auto made = detail::act(zegoapi_callback_sign, detail::str(secret), detail::str(timestamp), detail::str(nonce),
                                &signature);
        return detail::then(std::move(made), std::string(signature.text));
    }
};

// What is loaded: the library's version, that of its ABI, and whether it has HTTP of its own.
inline std::string_view version() noexcept {
    return detail::view(zegoapi_version());
}
inline std::uint32_t abi_version() noexcept {
    return zegoapi_abi_version();
}
inline bool has_http() noexcept {
    return zegoapi_has_http();
}

}  // namespace v0_1
}  // namespace zegoapi

#endif  // ZEGOAPI_HPP
