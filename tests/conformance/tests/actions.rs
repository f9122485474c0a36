//! Protects the facts of the actions: what the core knows of each by its name is what the action's own file says.

use serde_json::Value;
use std::fs;
use std::path::Path;
use zegoapi_client::{Action, GenericAction, Method, Product, Quota, Rate, SendCustomCommand};

/// Every file, by its name.
fn files() -> Vec<Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../actions");
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let is_action = path.extension().is_some_and(|end| end == "json") && !path.ends_with("schema.json");
        if is_action {
            let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
            assert_eq!(file["name"].as_str(), path.file_stem().unwrap().to_str());
            files.push(file);
        }
    }
    files
}

fn text<'v>(file: &'v Value, key: &str, default: &'v str) -> &'v str {
    file.get(key).map_or(default, |value| value.as_str().unwrap())
}

fn number(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

fn quota(value: &Value) -> Quota {
    Quota {
        calls: number(&value["calls"]),
        window_ms: value.get("window_ms").map_or(1000, number),
    }
}

fn rate(file: &Value) -> Rate {
    let rate = &file["rate"];
    Rate {
        app: quota(&rate["app"]),
        app_in_test: rate.get("app_in_test").map(quota),
        room: rate.get("room").map(quota),
        daily: rate.get("daily").map(number),
    }
}

/// Holds what is known of an action to its file.
fn check<A: Action>(action: &A, file: &Value) {
    let name = action.name();
    let product = Product::from_name(text(file, "product", "rtc"));
    assert_eq!(action.product(), product, "{name}");
    assert_eq!(action.method().name(), text(file, "method", "GET"), "{name}");
    assert_eq!(action.code_scope().name(), text(file, "scope", ""), "{name}");
    assert_eq!(
        action.effect().name(),
        file["effect"]["kind"].as_str().unwrap(),
        "{name}"
    );
    // Where the test environment has the same quota, the table leaves it out.
    let said = rate(file);
    let in_test = |rate: Rate| rate.app_in_test.unwrap_or(rate.app);
    let known = action.rate();
    assert_eq!((known.app, in_test(known)), (said.app, in_test(said)), "{name}");
    assert_eq!((known.room, known.daily), (said.room, said.daily), "{name}");
    let answers = file
        .get("answers")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    for code in [41_004, 41_006, 41_003] {
        let listed = answers.iter().any(|answer| answer["code"].as_i64() == Some(code));
        assert_eq!(action.is_answer(code), listed, "{name}: {code}");
    }
}

/// The lists of a query are lists to the core, and nothing else is.
fn check_shapes(name: &str, file: &Value) {
    for parameter in file["parameters"].as_array().unwrap() {
        let wire = parameter["wire"].as_str().unwrap();
        let shape = text(parameter, "shape", "value");
        let action = || GenericAction::new_get(name.to_owned()).unwrap();
        let takes_a_value = action().with_param(wire, "1").is_ok();
        let takes_a_list = action().with_list(wire, ["1"]).is_ok();
        assert_eq!(takes_a_value, shape == "value", "{name}: {wire}");
        assert_eq!(takes_a_list, shape == "list", "{name}: {wire}");
    }
}

#[test]
fn what_is_known_by_name_is_what_the_files_say() {
    let files = files();
    assert_eq!(files.len(), 50);
    for file in &files {
        let name = file["name"].as_str().unwrap().to_owned();
        let method = GenericAction::known_method(&name).unwrap_or_else(|| panic!("{name} is not known"));
        if method == Method::Get {
            check(&GenericAction::new_get(name.clone()).unwrap(), file);
            check_shapes(&name, file);
        } else {
            check(&GenericAction::new_post(name.clone(), "{}").unwrap(), file);
        }
        if name == "SendCustomCommand" {
            check(&SendCustomCommand::to_everyone("r", "s", "hi").unwrap(), file);
        }
    }
}
