/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of data/sop/*.json, for translators. Written by build-aux/sop-strings.py; do not edit. */
/* plan-change: title */
N_ ("Plan and service changes");
/* plan-change: steps.arrive.title */
N_ ("Arrive");
/* plan-change: steps.arrive.purpose */
N_ ("Greet the caller warmly and say that the call is recorded.");
/* plan-change: steps.arrive.prompts.greet.text */
N_ ("Good day, thank you for calling. How may I help you today?");
/* plan-change: steps.arrive.prompts.notice.text */
N_ ("Before we begin: this call is recorded so that we can check our service.");
/* plan-change: steps.arrive.prompts.role.text */
N_ ("May I ask whether you are the account holder, or calling on somebody’s behalf?");
/* plan-change: steps.arrive.items.answered.title */
N_ ("Call answered");
/* plan-change: steps.arrive.items.notice.title */
N_ ("Recording notice given");
/* plan-change: steps.arrive.items.caller-role.title */
N_ ("Caller’s role");
/* plan-change: steps.verify.title */
N_ ("Verify");
/* plan-change: steps.verify.purpose */
N_ ("Make sure you speak with the customer before showing anything of the account.");
/* plan-change: steps.verify.prompts.ask-factor.text */
N_ ("For your security I need to verify you first. Could you tell me the PIN of your account, please?");
/* plan-change: steps.verify.prompts.fallback.text */
N_ ("That is no trouble: I can send a one-time code to the number or address we have on record, or call you back on that number.");
/* plan-change: steps.verify.prompts.thank-verified.text */
N_ ("Thank you, you are verified.");
/* plan-change: steps.verify.items.candidate.title */
N_ ("Customer found");
/* plan-change: steps.verify.items.factor.title */
N_ ("A way to verify chosen");
/* plan-change: steps.verify.items.identity.title */
N_ ("Caller verified");
/* plan-change: steps.verify.items.opened.title */
N_ ("Customer’s account opened");
/* plan-change: steps.gather.title */
N_ ("Gather");
/* plan-change: steps.gather.purpose */
N_ ("Collect who is calling, what they want changed and why.");
/* plan-change: steps.gather.prompts.check-details.text */
N_ ("Let me check your name and how we can reach you.");
/* plan-change: steps.gather.prompts.what-change.text */
N_ ("What would you like to change about your plan or your services?");
/* plan-change: steps.gather.prompts.current-plan.text */
N_ ("At the moment you have this plan with us. Is that what you expected?");
/* plan-change: steps.gather.prompts.why.text */
N_ ("May I ask what makes you want to change?");
/* plan-change: steps.gather.prompts.acknowledge.text */
N_ ("I understand, thank you for telling me. Let us see what we can do.");
/* plan-change: steps.gather.items.name.title */
N_ ("Customer’s name");
/* plan-change: steps.gather.items.contact.title */
N_ ("How to reach the customer");
/* plan-change: steps.gather.items.account.title */
N_ ("Account number or service");
/* plan-change: steps.gather.items.change-kind.title */
N_ ("Kind of change");
/* plan-change: steps.gather.items.product.title */
N_ ("What is to be changed");
/* plan-change: steps.gather.items.plan.title */
N_ ("Current plan confirmed with the customer");
/* plan-change: steps.gather.items.reason-code.title */
N_ ("Reason");
/* plan-change: steps.gather.items.reason-words.title */
N_ ("Reason in the customer’s words");
/* plan-change: steps.needs.title */
N_ ("Needs");
/* plan-change: steps.needs.purpose */
N_ ("Ask open questions until you know what would serve the customer.");
/* plan-change: steps.needs.prompts.open-needs.text */
N_ ("I would like to understand what you need, so that I only suggest what fits.");
/* plan-change: steps.needs.prompts.listen.text */
N_ ("So, if I understood you well, this is what matters most to you.");
/* plan-change: steps.needs.questions.use.text */
N_ ("What do you use it for most?");
/* plan-change: steps.needs.questions.trouble.text */
N_ ("What does not work as you would like?");
/* plan-change: steps.needs.questions.household.text */
N_ ("Who else uses it?");
/* plan-change: steps.needs.questions.budget.text */
N_ ("What is the most you would like to pay a month?");
/* plan-change: steps.needs.questions.speed.text */
N_ ("Would the same speed do, or should it be faster?");
/* plan-change: steps.needs.questions.speed.choices.same.title */
N_ ("The same speed");
/* plan-change: steps.needs.questions.speed.choices.faster.title */
N_ ("Faster");
/* plan-change: steps.needs.questions.speed.choices.fastest.title */
N_ ("As fast as possible");
/* plan-change: steps.needs.questions.data.text */
N_ ("How much would you say you use: light, medium or heavy?");
/* plan-change: steps.needs.questions.data.choices.light.title */
N_ ("Light: mail and messages");
/* plan-change: steps.needs.questions.data.choices.medium.title */
N_ ("Medium: some video");
/* plan-change: steps.needs.questions.data.choices.heavy.title */
N_ ("Heavy: much video, games or work");
/* plan-change: steps.needs.questions.commitment.text */
N_ ("Would you be willing to stay with a plan for a fixed time if it costs less?");
/* plan-change: steps.needs.questions.commitment.choices.yes.title */
N_ ("Yes");
/* plan-change: steps.needs.questions.commitment.choices.no.title */
N_ ("No");
/* plan-change: steps.needs.questions.commitment.choices.unsure.title */
N_ ("Not sure");
/* plan-change: steps.needs.questions.must-have.text */
N_ ("What must not be missing?");
/* plan-change: steps.needs.questions.streaming.text */
N_ ("Do you watch films or television over the line?");
/* plan-change: steps.needs.questions.travel.text */
N_ ("Do you use it abroad?");
/* plan-change: steps.needs.questions.wish.text */
N_ ("Is there anything you have seen with us and would like?");
/* plan-change: steps.needs.questions.term.text */
N_ ("For how long would you like to fix the plan?");
/* plan-change: steps.needs.questions.term.choices.0.title */
N_ ("Not at all: month by month");
/* plan-change: steps.needs.questions.term.choices.12.title */
N_ ("One year");
/* plan-change: steps.needs.questions.term.choices.24.title */
N_ ("Two years");
/* plan-change: steps.needs.questions.accessibility.text */
N_ ("Is there anything about hearing, sight or language that we should respect?");
/* plan-change: steps.needs.items.questions-three.title */
N_ ("Three questions asked and answered");
/* plan-change: steps.needs.items.budget.title */
N_ ("Budget");
/* plan-change: steps.needs.items.usage.title */
N_ ("Use");
/* plan-change: steps.needs.items.must-haves.title */
N_ ("What must not be missing");
/* plan-change: steps.needs.items.constraints.title */
N_ ("Commitment or term");
/* plan-change: steps.needs.items.respect.title */
N_ ("Accessibility asked about");
/* plan-change: steps.needs.items.derived.title */
N_ ("Needs understood");
/* plan-change: steps.options.title */
N_ ("Options");
/* plan-change: steps.options.purpose */
N_ ("Present what fits the customer’s needs, with benefits and costs, beside the current plan.");
/* plan-change: steps.options.prompts.present.text */
N_ ("From what you told me, these suit you best. Let me explain what each gives you and what it costs.");
/* plan-change: steps.options.prompts.compare.text */
N_ ("Compared with what you have today, this is what you would gain, and this is what you would lose.");
/* plan-change: steps.options.prompts.label.text */
N_ ("I can read the label of this plan to you: price, speed and data, as the rules ask.");
/* plan-change: steps.options.prompts.no-pressure.text */
N_ ("Take the time you need; there is no need to change anything today.");
/* plan-change: steps.options.items.ranked.title */
N_ ("Options worked out");
/* plan-change: steps.options.items.presented.title */
N_ ("Two options presented, or why fewer");
/* plan-change: steps.options.items.compared.title */
N_ ("Compared with the current plan");
/* plan-change: steps.options.items.label.title */
N_ ("Label shown");
/* plan-change: steps.options.items.chosen.title */
N_ ("A plan the customer chose");
/* plan-change: steps.confirm.title */
N_ ("Confirm");
/* plan-change: steps.confirm.purpose */
N_ ("Make sure the customer knows what changes, when, and what it does to the bill.");
/* plan-change: steps.confirm.prompts.repeat.text */
N_ ("Let me repeat what you have chosen, so that we both have it right.");
/* plan-change: steps.confirm.prompts.bill.text */
N_ ("This is what changes on this bill, on the next one, and every month after that.");
/* plan-change: steps.confirm.prompts.consent.text */
N_ ("Do you agree that I make this change now, at the price and on the date I have just told you?");
/* plan-change: steps.confirm.items.change.title */
N_ ("The change itself");
/* plan-change: steps.confirm.items.effective.title */
N_ ("Effective date agreed");
/* plan-change: steps.confirm.items.ladder.title */
N_ ("Effect on the bill shown");
/* plan-change: steps.confirm.items.consent.title */
N_ ("Customer’s consent");
/* plan-change: steps.process.title */
N_ ("Process");
/* plan-change: steps.process.purpose */
N_ ("Place the change and tell the customer about part charges and credits.");
/* plan-change: steps.process.prompts.placing.text */
N_ ("I am placing your change now. One moment, please.");
/* plan-change: steps.process.prompts.proration.text */
N_ ("Because the change falls inside your billing month, you will see a part charge and a credit for the days on each plan.");
/* plan-change: steps.process.items.order.title */
N_ ("Order placed");
/* plan-change: steps.expect.title */
N_ ("Expect");
/* plan-change: steps.expect.purpose */
N_ ("Say when the change takes effect and what the customer must do.");
/* plan-change: steps.expect.prompts.timeline.text */
N_ ("Your change takes effect on this day, and this is when everything will be ready.");
/* plan-change: steps.expect.prompts.steps.text */
N_ ("There is something for you to do; let me explain it step by step.");
/* plan-change: steps.expect.prompts.understood.text */
N_ ("Does that make sense to you, or shall I go through it again?");
/* plan-change: steps.expect.items.timeline.title */
N_ ("When it takes effect");
/* plan-change: steps.expect.items.steps.title */
N_ ("Customer’s own steps explained");
/* plan-change: steps.document.title */
N_ ("Document");
/* plan-change: steps.document.purpose */
N_ ("Send the confirmation and leave a note with which anybody could go on.");
/* plan-change: steps.document.prompts.channel.text */
N_ ("Shall I send you the confirmation by e-mail, by text message or by letter?");
/* plan-change: steps.document.prompts.sent.text */
N_ ("The confirmation is on its way to the address we have on record.");
/* plan-change: steps.document.items.message.title */
N_ ("Confirmation sent");
/* plan-change: steps.document.items.note.title */
N_ ("A note that is not blank");
/* plan-change: steps.document.items.disposition.title */
N_ ("How the call ended");
/* plan-change: steps.follow-up.title */
N_ ("Follow up");
/* plan-change: steps.follow-up.purpose */
N_ ("Promise a call or message, and ask whether the customer is satisfied.");
/* plan-change: steps.follow-up.prompts.promise.text */
N_ ("Shall I call or write to you in a few days, to hear whether everything works?");
/* plan-change: steps.follow-up.prompts.satisfaction.text */
N_ ("From one to five, how satisfied are you with this call?");
/* plan-change: steps.follow-up.prompts.more.text */
N_ ("Is there anything else I can do for you?");
/* plan-change: steps.follow-up.prompts.farewell.text */
N_ ("Thank you for being our customer, and have a good day.");
/* plan-change: steps.follow-up.items.promise.title */
N_ ("Follow-up promised or declined");
/* plan-change: steps.follow-up.items.satisfaction.title */
N_ ("Satisfaction asked");
/* plan-change: choices.caller-role.holder.title */
N_ ("Account holder");
/* plan-change: choices.caller-role.authorised.title */
N_ ("Authorised by the holder");
/* plan-change: choices.caller-role.other.title */
N_ ("Somebody else");
/* plan-change: choices.factor.pin.title */
N_ ("PIN");
/* plan-change: choices.factor.password.title */
N_ ("password");
/* plan-change: choices.factor.otp-sms.title */
N_ ("one-time code by text message");
/* plan-change: choices.factor.otp-email.title */
N_ ("one-time code by e-mail");
/* plan-change: choices.factor.callback.title */
N_ ("call-back");
/* plan-change: choices.factor.document.title */
N_ ("photo document");
/* plan-change: choices.factor.authorised-user.title */
N_ ("authorised user");
/* plan-change: choices.change-kind.upgrade.title */
N_ ("Upgrade");
/* plan-change: choices.change-kind.downgrade.title */
N_ ("Downgrade");
/* plan-change: choices.change-kind.modify.title */
N_ ("Modify the plan");
/* plan-change: choices.change-kind.add.title */
N_ ("Add a service");
/* plan-change: choices.change-kind.remove.title */
N_ ("Remove a service");
/* plan-change: choices.reason-code.price.title */
N_ ("Price");
/* plan-change: choices.reason-code.speed.title */
N_ ("Speed");
/* plan-change: choices.reason-code.coverage.title */
N_ ("Coverage");
/* plan-change: choices.reason-code.usage.title */
N_ ("Use has changed");
/* plan-change: choices.reason-code.moving.title */
N_ ("Moving");
/* plan-change: choices.reason-code.new-need.title */
N_ ("A new need");
/* plan-change: choices.reason-code.competitor.title */
N_ ("Another provider’s offer");
/* plan-change: choices.reason-code.service-problem.title */
N_ ("Trouble with the service");
/* plan-change: choices.reason-code.other.title */
N_ ("Something else");
/* plan-change: choices.excuse.one-fits.title */
N_ ("Only one option fits");
/* plan-change: choices.excuse.customer-knows.title */
N_ ("The customer asked for this one by name");
/* plan-change: choices.excuse.removal.title */
N_ ("A service is removed");
/* plan-change: choices.excuse.no-time.title */
N_ ("The customer had no time");
/* plan-change: choices.channel.email.title */
N_ ("E-mail");
/* plan-change: choices.channel.sms.title */
N_ ("Text message");
/* plan-change: choices.channel.letter.title */
N_ ("Letter");
/* plan-change: choices.promise.call.title */
N_ ("Call");
/* plan-change: choices.promise.message.title */
N_ ("Message");
/* plan-change: choices.promise.declined.title */
N_ ("Declined");
/* plan-change: choices.disposition.plan-changed.title */
N_ ("Plan changed");
/* plan-change: choices.disposition.service-added.title */
N_ ("Service added");
/* plan-change: choices.disposition.service-removed.title */
N_ ("Service removed");
/* plan-change: choices.disposition.no-change.title */
N_ ("No change");
/* plan-change: choices.disposition.call-back.title */
N_ ("To be called back");
/* plan-change: choices.disposition.escalated.title */
N_ ("Escalated");
/* plan-change: choices.park-reason.customer-left.title */
N_ ("The customer had to go");
/* plan-change: choices.park-reason.call-dropped.title */
N_ ("The call was cut off");
/* plan-change: choices.park-reason.waiting-information.title */
N_ ("Waiting for information");
/* plan-change: choices.park-reason.not-verified.title */
N_ ("The caller could not be verified");
/* plan-change: choices.park-reason.waiting-server.title */
N_ ("Waiting for the server");
