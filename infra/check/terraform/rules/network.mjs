// Who may be reached from where. Addresses stand in rules of the load balancer's group and in rules out of the network;
// inside, rules name groups.
import { attribute, children } from "../tree.mjs";
import { at } from "../values.mjs";

const OPEN = /0\.0\.0\.0\/0|::\/0/;

export async function* check(context) {
  for (const module of context.modules.values()) {
    for (const block of module.blocks.filter((b) => b.type === "resource")) {
      const [type] = block.labels;
      if (type === "aws_security_group" || type === "aws_default_security_group") yield* inline(block);
      if (type === "aws_vpc_security_group_ingress_rule") yield* ingress(block);
      if (/^aws_security_group_rule$/.test(type))
        yield { ...at(block), text: "use aws_vpc_security_group_ingress_rule and _egress_rule" };
      if (type === "aws_lb_listener") yield* listener(block);
    }
  }
}

function* inline(block) {
  for (const name of ["ingress", "egress"])
    if (children(block.body, name).length > 0 || attribute(block.body, name))
      yield { ...at(block), text: `${name} within the group: rules are resources of their own` };
}

function* ingress(block) {
  const text = (name) => attribute(block.body, name)?.text ?? "";
  const addresses = text("cidr_ipv4") + text("cidr_ipv6") + text("prefix_list_id");
  const ofBalancer = text("security_group_id") === 'aws_security_group.this["alb"].id';
  if (addresses && !ofBalancer) yield { ...at(block), text: "inside the network a rule names a group, not addresses" };
  if (OPEN.test(addresses) && !/443|80|each\.value/.test(text("to_port")))
    yield { ...at(block), text: "the world reaches 443 and 80 only" };
  if (text("ip_protocol") === '"-1"') yield { ...at(block), text: "a rule names its protocol and port" };
}

function* listener(block) {
  const text = (name) => attribute(block.body, name)?.text ?? "";
  const [action] = children(block.body, "default_action");
  const redirects = action && attribute(action.body, "type")?.text === '"redirect"';
  if (text("protocol") === '"HTTP"' && !redirects) yield { ...at(block), text: "plain HTTP only redirects" };
  if (text("protocol") === '"HTTPS"' && !/TLS13/.test(text("ssl_policy")))
    yield { ...at(block), text: "ssl_policy must be one with TLS 1.3" };
}
