// zegoapi.hpp against the simulator: the client, a fan-out, the dispatcher and a call that is driven by hand.
#include <string>

#include <zegoapi.hpp>

#include "../c/simulator.h"

namespace {

using namespace zegoapi;

App app() {
    const char *id = setting("ZEGOAPI_TEST_APP_ID");
    auto made =
        App::create(static_cast<std::uint32_t>(std::strtoul(id, nullptr, 10)), setting("ZEGOAPI_TEST_SERVER_SECRET"));
    return std::move(*made);
}

Endpoint endpoint() {
    return std::move(*Endpoint::from_base_url(setting("ZEGOAPI_TEST_HTTP_URL")));
}

Client client() {
    auto made = Client::create(app(), endpoint());
    stop_if(!made, "a client");
    return std::move(*made);
}

void sends() {
    checking = "sends";
    admin_reset(2);
    const Client c = client();
    auto reply = c.send(*Command::to_users("room1", "server", {"u1", "u2", "absent"}, "hi"));
    CHECK(reply.ok() && !reply->request_id().empty());
    CHECK(reply->fail_user_count() == 1 && reply->fail_user(0).uid == "absent" && reply->fail_user(0).code == 50003);
    auto options = Options::create();
    CHECK(options->set_retries(0).ok() && options->set_timeout(Milliseconds(5000)).ok());
    auto missing = c.send(*Command::to_everyone("nowhere", "server", "hi"), *options);
    CHECK(missing.status() == ZEGOAPI_ERROR_API && missing.error().code() == 104);
    CHECK(!missing.error().may_be_applied() && missing.error().code_kind() == ZEGOAPI_CODE_KIND_ABSENT);
}

void fans_out() {
    checking = "fans out";
    admin_reset(25);
    std::vector<std::string> users;
    for (int user = 1; user <= 26; user++) {
        users.push_back("u" + std::to_string(user));
    }
    std::size_t told = 0;
    const Client c = client();
    auto report = c.send_to_users("room1", "server", "hi", users, {}, {},
                                  [&](const zegoapi_progress_t &progress) { told = progress.sent; });
    CHECK(report.ok() && report->size() == 26 && report->progress().sent == 25 && told == 25);
    CHECK(report->user(25).user_id == "u26" && report->user(25).outcome == ZEGOAPI_OUTCOME_FAILED);
    CHECK(!report->stopped_by() && report->remaining().empty());
    CHECK(admin_messages("u25") == 1);
    // In two steps, with each user told of as it is known.
    auto again = c.fan_out("room1", "server", "hi", users);
    unsigned begun = 0, settled = 0;
    const auto run = c.run(*again, {}, nullptr, [&](const UserOutcome &user) {
        (user.outcome == ZEGOAPI_OUTCOME_UNKNOWN ? begun : settled)++;
    });
    CHECK(run.ok() && begun == 26 && settled == 26);
    CHECK(c.run(*again).error().problem() == ZEGOAPI_PROBLEM_OUT_OF_ORDER);
}

void dispatches() {
    checking = "dispatches";
    admin_reset(1);
    const auto dispatcher = std::move(*Dispatcher::create(client()));
    const Command command = std::move(*Command::to_users("room1", "server", {"u1"}, "hi"));
    CHECK(*dispatcher.submit(command) == 1);
    const Completion completion = dispatcher.wait(Milliseconds(5000));
    CHECK(completion && completion.id() == 1 && completion.ok() && completion.reply().fail_user_count() == 0);
    CHECK(!dispatcher.poll());
    unsigned called = 0;
    const auto callback = [](void *user_data, zegoapi_completion_t *raw) {
        const Completion done(raw);
        *static_cast<unsigned *>(user_data) += done.ok() ? 1 : 0;
    };
    CHECK(dispatcher.submit(command, callback, &called).ok());
    auto unsent = dispatcher.shutdown(Milliseconds(5000));
    CHECK(unsent.ok() && unsent->empty() && called == 1);
    CHECK(dispatcher.submit(command).status() == ZEGOAPI_ERROR_CLOSED);
    wait_for_workers(dispatcher.get());
}

// The whole loop, with answers made up on the spot: a refusal that passes, then a success.
void drives_a_call() {
    checking = "drives a call";
    const App a = app();
    const Clock clock = std::move(*Clock::create());
    auto call = Call::begin(*Command::to_everyone("room1", "server", "hi"), a, endpoint(), clock.now());
    unsigned sent = 0;
    for (;;) {
        auto step = call->next(clock.now(), *system_random());
        stop_if(!step, "a step");
        if (step->kind == ZEGOAPI_STEP_DONE) {
            break;
        }
        if (step->kind == ZEGOAPI_STEP_WAIT) {
            sleep_ms(1);
            continue;
        }
        CHECK(!step->request.url().empty() && step->request.masked().find("Signature=***") != std::string_view::npos);
        CHECK(call->written(clock.now(), Milliseconds(1)).ok());
        const char *body = sent++ == 0 ? R"({"Code":50013})" : R"({"Code":0,"RequestId":3005402395393320157})";
        CHECK(call->reply(clock.now(), {200, "", body}).ok());
        CHECK(call->reply(clock.now(), {200, "", body}).error().problem() == ZEGOAPI_PROBLEM_OUT_OF_ORDER);
    }
    auto reply = call->take_outcome();
    CHECK(sent == 2 && call->tries() == 2 && reply.ok() && reply->request_id() == "3005402395393320157");
    const auto event = call->take_event();
    CHECK(event->kind() == ZEGOAPI_EVENT_BEGIN && event->call() == call->number() && !event->code());
    CHECK(event->action() == "SendCustomCommand" && event->host() == "127.0.0.1");
}

// Events come to the caller's function, as long as the client is there.
void tells_events() {
    checking = "tells events";
    admin_reset(1);
    auto options = Options::create();
    unsigned heard = 0;
    const auto listen = [](void *user_data, const zegoapi_event_t *raw) {
        const Event event = Event::borrowed(raw);
        *static_cast<unsigned *>(user_data) += event.kind() == ZEGOAPI_EVENT_END && *event.code() == 0 ? 1 : 0;
    };
    CHECK(options->on_event(listen, &heard).ok());
    auto made = Client::create(app(), endpoint(), *options);
    CHECK(made->send(*Command::to_users("room1", "server", {"u1"}, "hi")).ok() && heard == 1);
}

// A server that hangs holds up neither a time-out nor a stop.
void keeps_its_times() {
    checking = "keeps its times";
    admin_reset(1);
    admin_fault("\"stall\"", "before", 100000);
    auto one_worker = Options::create();
    auto shortly = Options::create();
    CHECK(one_worker->set_workers(1).ok() && shortly->set_timeout(Milliseconds(300)).ok());
    const Client c = client();
    const auto dispatcher = std::move(*Dispatcher::create(c, *one_worker));
    const Command command = std::move(*Command::to_users("room1", "server", {"u1"}, "hi"));
    CHECK(dispatcher.submit(command).ok());
    sleep_ms(50);
    std::uint64_t began = now_ms();
    const auto id = dispatcher.submit(command, *shortly);
    const Completion completion = dispatcher.wait(Milliseconds(5000));
    CHECK(completion.id() == *id && completion.error().status() == ZEGOAPI_ERROR_NOT_SENT);
    CHECK(now_ms() - began < 1300);

    std::vector<std::string> users;
    for (int user = 0; user < 1000; user++) {
        users.push_back("u" + std::to_string(user));
    }
    auto fan_out = c.fan_out("room1", "server", "hi", users);
    const auto cancel = std::move(*Cancel::create());
    pthread_t thread;
    pthread_create(
        &thread, nullptr,
        [](void *argument) -> void * {
            sleep_ms(300);
            CHECK(static_cast<const Cancel *>(argument)->cancel().ok());
            return nullptr;
        },
        const_cast<Cancel *>(&cancel));
    began = now_ms();
    auto report = c.run(*fan_out, cancel);
    CHECK(now_ms() - began < 1300 && report.ok() && report->size() == 1000);
    const auto progress = report->progress();
    CHECK(progress.unknown > 0 && progress.unknown + progress.not_tried == 1000);
    pthread_join(thread, nullptr);
}

void all() {
    keeps_its_times();
    sends();
    fans_out();
    dispatches();
    drives_a_call();
    tells_events();
}

}  // namespace

int main() {
    run_in_thread(all);
    return finish("live (C++)");
}
