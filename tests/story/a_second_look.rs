//! What a manager writes is read for what a letter had better not say.

use crate::{
    a_round::{GOOD, MUSA, NIA, Round, counted},
    story,
};

story!(a_line_like_one_in_another_team_is_worth_another_look_without_saying_whose, |world| {
    let round = Round::asked(world);
    let mut nia = round.manager(NIA);
    round.write(&mut nia, "W4", ["Dot, you stayed late for two brothers on Friday.", GOOD[1]]);
    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W1", ["Annie, you stayed late for two brothers on Friday.", "You made them laugh too."]);
    assert!(musa.seen.says("somebody in another team"), "{}", musa.seen.text());
    assert!(!musa.seen.says("Dot") && !musa.seen.says("Nia"));
});

story!(a_line_with_a_gap_or_a_case_number_is_not_taken_and_one_worth_another_look_is, |world| {
    let round = Round::asked(world);
    let mut musa = round.manager(MUSA);
    round.write(&mut musa, "W1", ["Thank you for [what they did].", GOOD[1]]);
    assert_eq!(musa.seen.status, 422);
    assert!(musa.seen.says("Annie: Line 1 still has a gap to fill."), "{}", musa.seen.text());
    round.write(&mut musa, "W1", [GOOD[0], "Your report on LCS1234567 was a joy to read."]);
    assert!(musa.seen.says("Annie: Line 2 has what looks like the number of a case"), "{}", musa.seen.text());
    assert_eq!(counted(world, "lines.gave"), 0);

    round.write(&mut musa, "W1", GOOD);
    assert!(musa.seen.says("Saved."));
    round.write(
        &mut musa,
        "W2",
        ["You stayed late for two brothers on a Friday.", "Get well soon after your operation, Ben."],
    );
    assert_eq!(counted(world, "lines.gave"), 2, "what is worth another look is taken all the same");
    assert!(musa.seen.says("3 lines may be worth another look"), "{}", musa.seen.text());
    for look in [
        "nearly the same as a line about Annie Wójcik",
        "nearly the same as a line about Ben Şen",
        "health or time off: “operation”",
    ] {
        assert!(musa.seen.says(look), "{look}: {}", musa.seen.text());
    }
});
