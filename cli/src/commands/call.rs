//! `zegoapi call`: any action of the server API, by its name, with the server's whole reply.
//! What is known of the name (method, lists, rate, whether it may be repeated) is the library's to know.

use crate::call_args::CallArgs;
use crate::connection::ConnectionArgs;
use crate::exit::Exit;
use crate::failure::{Failure, Refusal};
use crate::output::Output;
use crate::report::{self, ErrorReport};
use crate::{input, interrupt, terminal};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::borrow::Cow;
use std::path::PathBuf;
use zegoapi_client::{Action, CodeScope, Error, GenericAction, GenericReply, Limits, Method};

/// The arguments of `zegoapi call`.
#[derive(Debug, Args)]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
pub(crate) struct CallActionArgs {
    /// Action, as the vendor writes it: DescribeUserNum, StartMix, ...
    #[arg(value_name = "ACTION")]
    action: String,
    #[command(flatten)]
    params: ParamArgs,
    /// Method of an action that is not known by its name; GET when left out, unless its parameters are JSON
    #[arg(long, value_name = "METHOD")]
    method: Option<MethodArg>,
    /// Scope of its return codes, where it is not known by its name: room, mixing, media-service, ...
    #[arg(long, value_name = "SCOPE", value_parser = super::scope)]
    scope: Option<CodeScope>,
    /// Product that serves it, where it is not known by its name: zim, cloudrecord, ...; rtc when left out
    #[arg(long, value_name = "PRODUCT", conflicts_with = "base_url")]
    product: Option<String>,
    #[command(flatten)]
    call: CallArgs,
    #[command(flatten)]
    connection: ConnectionArgs,
}

/// Said in one of three ways.
#[derive(Debug, Args)]
#[command(next_help_heading = "Parameters")]
#[allow(clippy::doc_markdown, reason = "these comments are the help text")]
struct ParamArgs {
    /// Parameter of a GET; given again, or as NAME[]=VALUE, it is a list
    #[arg(long, value_name = "NAME=VALUE", conflicts_with_all = ["params_json", "params_file"])]
    param: Vec<String>,
    /// All parameters as the text of a JSON object: the body of a POST, or the parameters of a GET
    #[arg(long, value_name = "JSON", conflicts_with = "params_file")]
    params_json: Option<String>,
    /// File with that object; - reads standard input
    #[arg(long, value_name = "FILE")]
    params_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum MethodArg {
    Get,
    Post,
}

impl From<MethodArg> for Method {
    fn from(method: MethodArg) -> Self {
        match method {
            MethodArg::Get => Self::Get,
            MethodArg::Post => Self::Post,
        }
    }
}

#[derive(Debug, Serialize)]
struct Accepted<'a> {
    ok: bool,
    code: i64,
    request_id: &'a str,
    message: &'a str,
    /// The whole reply as text, so that no reader loses a digit of it.
    whole: &'a str,
}

/// Stands at the end of its help.
pub(crate) const HELP: &str = "\
Standard output gets the server's whole reply, as JSON, and that of a refusal too. With --json it is the text
\"whole\" of an object. 0 says that the server's Code is 0, or another that is an answer of this action's: some products
say by it that at least one item worked, and list the others in the reply.

  zegoapi call DescribeUserNum --param 'RoomId[]=room1' --param 'RoomId[]=room2'
  zegoapi call StartMix --params-file mix.json";

/// Calls the action, and prints the reply.
pub(crate) fn run(args: &CallActionArgs, output: &mut Output) -> Result<Exit, Failure> {
    let app = args.call.app(&args.connection, &args.action)?;
    let action = args.action(app.limits())?;
    let endpoint = args.connection.endpoint_of(args.product.as_deref())?;
    let builder = args.connection.builder(app)?.endpoint(endpoint);
    let client = args.call.apply(builder).build()?;
    match interrupt::call(&client, action, output.is_json()) {
        Ok(reply) => show(&reply, output),
        Err(Failure::Error(error)) => return Ok(refused(&error, output)),
        Err(failure) => return Err(failure),
    }
    Ok(Exit::Accepted)
}

impl CallActionArgs {
    fn action(&self, limits: &Limits) -> Result<GenericAction<'_>, Failure> {
        let known = GenericAction::known_method(&self.action);
        let method = self.method.map(Method::from).or(known);
        let name = &*self.action;
        let mut action = match (self.params.json(limits)?, method) {
            (Some(body), Some(Method::Post)) => GenericAction::new_post(name, body)?,
            (Some(json), Some(Method::Get)) => GenericAction::new_get_from_json(name, &json)?,
            (Some(_), None) => return Err(method_is_not_known().into()),
            (None, Some(Method::Post)) => return Err(needs_json().into()),
            (None, _) => self.params.add_to(GenericAction::new_get(name)?)?,
        };
        if self.product.is_some() && action.product().is_some() {
            return Err(product_is_known().into());
        }
        if let Some(scope) = self.scope {
            action = action.with_code_scope(scope);
        }
        Ok(action)
    }
}

impl ParamArgs {
    fn json(&self, limits: &Limits) -> Result<Option<Cow<'_, str>>, Failure> {
        match (&self.params_json, &self.params_file) {
            (Some(json), _) => Ok(Some(json.into())),
            (None, Some(file)) => {
                let json = input::text("params_file", file, ("params", limits.body_bytes))?;
                Ok(Some(json.into()))
            }
            (None, None) => Ok(None),
        }
    }

    /// In the order in which they were given; a list stands where its first item does.
    fn add_to<'a>(&'a self, mut action: GenericAction<'a>) -> Result<GenericAction<'a>, Failure> {
        let split = |param: &'a String| param.split_once('=').ok_or_else(no_value);
        let pairs: Vec<(&str, &str)> = self.param.iter().map(split).collect::<Result<_, _>>()?;
        for (place, (name, value)) in pairs.iter().enumerate() {
            let all = || pairs.iter().filter(|pair| bare(pair.0) == bare(name));
            if pairs[..place].iter().any(|pair| bare(pair.0) == bare(name)) {
                continue;
            }
            action = if name.ends_with("[]") || all().count() > 1 {
                action.with_list(*name, all().map(|pair| pair.1))?
            } else {
                action.with_param(*name, *value)?
            };
        }
        Ok(action)
    }
}

/// A parameter's name without the `[]` of a list.
fn bare(name: &str) -> &str {
    name.strip_suffix("[]").unwrap_or(name)
}

fn show(reply: &GenericReply, output: &mut Output) {
    if output.is_json() {
        output.object(&Accepted {
            ok: true,
            code: reply.code,
            request_id: &reply.request_id,
            message: &reply.message,
            whole: &reply.whole,
        });
    } else {
        output.text(&terminal::escape_json_lines(&reply.whole));
    }
}

fn refused(error: &Error, output: &mut Output) -> Exit {
    if output.is_json() {
        output.object(&ErrorReport::from(error).with_whole(error));
    } else {
        if let Some(whole) = error.details().whole {
            output.text(&terminal::escape_json_lines(whole));
        }
        report::error_text(error, output);
    }
    Exit::from(error)
}

fn no_value() -> Refusal {
    let message = "param: a parameter has no value; nothing was sent";
    Refusal::new("param", message, "write --param NAME=VALUE")
}

fn needs_json() -> Refusal {
    let message = "params: this action takes a JSON object; nothing was sent";
    Refusal::new("params", message, "give it with --params-json or --params-file")
}

fn method_is_not_known() -> Refusal {
    let message = "method: it is not known how an action of this name is called; nothing was sent";
    Refusal::new("method", message, "say --method get or --method post")
}

fn product_is_known() -> Refusal {
    let message = "product: this action belongs to a product that is known by its name; nothing was sent";
    Refusal::new("product", message, "leave --product out")
}
