//! The in-app chat's actions: what they give stands beside `Code`.

use serde_json::json;

use crate::support::{Params, call, call_post, get_as, started};

#[test]
fn online_states_stand_beside_the_code() {
    let sim = started();
    let answer = call(
        &sim,
        "QueryUserOnlineState",
        &[("UserId[]", "u1"), ("UserId[]", "a")],
    );
    assert_eq!(answer.code(), 0);
    let json = answer.json();
    assert_eq!(json["Result"], json!([{"UserId": "u1", "Status": "Online"}]));
    assert_eq!(
        json["ErrorList"],
        json!([{"UserId": "a", "SubCode": 660_200_001}])
    );
    assert_eq!(json.get("Data"), None);
    let many = [("UserId[]", "u1"); 101];
    let code = |params: &[(&str, &str)]| call(&sim, "QueryUserOnlineState", params).code();
    assert_eq!(code(&many[..100]), 0);
    assert_eq!(code(&many), 660_000_011);
    assert_eq!(code(&[("UserId", "u1")]), 660_000_002);
}

#[test]
fn peer_messages_are_checked_by_form() {
    let sim = started();
    let body = json!({
        "FromUserId": "u1", "ToUserId": ["u2", "a"], "MessageType": 1, "Priority": 1,
        "MessageBody": {"Message": "hi"},
    });
    let answer = call_post(&sim, "SendPeerMessage", &body);
    assert_eq!(answer.code(), 0);
    let json = answer.json();
    assert_eq!(
        json["ErrorList"],
        json!([{"UserId": "a", "SubCode": 660_700_002}])
    );
    assert_eq!(json["SuccList"][0]["UserId"], "u2");
    assert!(json["SuccList"][0]["MsgId"].is_string());
    let with = |name: &str, value: serde_json::Value| {
        let mut body = body.clone();
        body[name] = value;
        call_post(&sim, "SendPeerMessage", &body).code()
    };
    assert_eq!(with("ToUserId", json!("u2")), 660_000_002, "no list");
    assert_eq!(with("ToUserId", json!(["u1"])), 660_000_002, "the sender");
    assert_eq!(with("Priority", json!(4)), 660_000_002);
    assert_eq!(with("MessageBody", json!({})), 660_000_002);
    assert_eq!(
        with("MessageBody", json!({"Message": "x".repeat(2049)})),
        660_400_001
    );
}

#[test]
fn each_product_has_hosts_of_its_own() {
    let sim = started();
    let code = |params: Params, host| get_as(&sim.http_url(), &params.target(), host).code();
    let chat = || Params::signed(&sim, "QueryUserOnlineState").also("UserId[]", "u1");
    assert_eq!(code(chat(), "zim-api-sha.zego.im"), 0);
    assert_eq!(code(chat(), "rtc-api.zego.im"), 100_000_000);
    assert_eq!(code(Params::message(&sim, "x"), "zim-api.zego.im"), 100_000_000);
}
