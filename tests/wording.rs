//! What the extractors of wording checks read off one side.

use duikan::extract::apparatus::{file_numbers_en, file_numbers_zh, marks_en, marks_zh};
use duikan::extract::contrary::Contraries;
use duikan::extract::leftover::{Setting, runs};
use duikan::extract::person::{self, Person};
use duikan::extract::pinyin::{spelled, spells};
use duikan::extract::question::{self, Mood};
use duikan::extract::quotation::{self, Marks, Quotations};
use duikan::extract::role::{Dealing, dealings};
use duikan::extract::slip::{Fault, slips};
use duikan::lexicon::Lexicon;
use duikan::lexicon::words::{corrections, is_formed, rank};
use duikan::text::{Chinese, English};

fn zh(text: &str) -> Chinese {
    Chinese::new(text, Lexicon::embedded())
}

fn en(text: &str) -> English {
    English::new(text, Lexicon::embedded())
}

#[track_caller]
fn faults(text: &str, expected: &[(Fault, &str)]) {
    let en = en(text);
    let found: Vec<(Fault, String)> = slips(&en, |_| false)
        .into_iter()
        .filter(|m| m.value.certainty >= 0.5)
        .map(|m| (m.value.fault, en.original(m.range).to_owned()))
        .collect();
    let expected: Vec<(Fault, String)> = expected.iter().map(|(f, q)| (*f, (*q).to_owned())).collect();
    assert_eq!(found, expected, "{text}");
}

#[test]
fn english_words_are_known_in_both_spellings() {
    for word in
        ["centre", "center", "organise", "organize", "travelled", "traveled", "paragliding", "counterattack"]
    {
        assert!(is_formed(word), "{word}");
    }
    for word in ["goverment", "recieve", "thsoe", "necause"] {
        assert!(!is_formed(word), "{word}");
    }
    assert_eq!(corrections("recieve")[0], "receive", "exchanged letters come first");
    assert!(
        rank("Beijing").is_none() && rank("beijing").is_some(),
        "words are looked up in their plain form"
    );
}

#[test]
fn runs_of_characters_know_their_setting() {
    let settings = |text: &str| runs(&en(text)).into_iter().map(|m| m.value).collect::<Vec<_>>();
    assert_eq!(settings("The 临时 government met."), [Setting::Running]);
    assert_eq!(settings("Li Guotai (李国泰) met them."), [Setting::Bracketed]);
    assert_eq!(settings("He was a 老黄牛 (a willing ox)."), [Setting::Explained]);
    assert_eq!(settings("The character 人 has two strokes."), [Setting::Discussed]);
    assert_eq!(settings("见附件二，另有副本。 A copy 存查."), [Setting::Running, Setting::Running]);
    assert!(settings("No characters here.").is_empty());
}

#[test]
fn pinyin_is_found_in_either_script() {
    let lexicon = Lexicon::embedded();
    assert_eq!(spelled("zajituan", &zh("我雜技團抵達"), lexicon), Some(1..4));
    assert_eq!(spelled("zajituan", &zh("我杂技团抵达"), lexicon), Some(1..4));
    assert_eq!(spelled("nvpai", &zh("中国女排"), lexicon), Some(2..4));
    assert_eq!(spelled("hetong", &zh("两家公司"), lexicon), None);
    assert!(spells("liguotai", &['李', '国', '泰'], lexicon));
}

#[test]
fn apparatus_is_read_only_off_lines_of_apparatus() {
    let lexicon = Lexicon::embedded();
    let grades = |text: &str| {
        marks_zh(&zh(text), lexicon).into_iter().flat_map(|m| m.value.grades).collect::<Vec<_>>()
    };
    assert_eq!(grades("絕密 文411"), ["top"]);
    assert_eq!(grades("机密 特急"), ["middle", "flash"]);
    assert!(grades("机密会议的记录由他保管。").is_empty());
    let english = |text: &str| marks_en(&en(text), lexicon).len();
    assert_eq!(english("Confidential File No. 409"), 1);
    assert_eq!(english("Top Secret"), 1);
    assert_eq!(english("He was the first secretary."), 0);
    assert_eq!(english("Secret talks began on Monday"), 0);
    let numbers = |text: &str| file_numbers_zh(&zh(text)).into_iter().map(|m| m.value).collect::<Vec<_>>();
    assert_eq!(numbers("部歐五字第三一九號"), ["319"]);
    assert_eq!(numbers("机密 文 409"), ["409"]);
    let english: Vec<_> =
        file_numbers_en(&en("Confidential File No. 409")).into_iter().map(|m| m.value).collect();
    assert_eq!(english, ["409"]);
}

#[test]
fn doubled_words() {
    faults("We will will report it.", &[(Fault::Doubled, "will will")]);
    faults("His will will be read.", &[]);
    faults("What the trouble was was never explained.", &[]);
    faults("The WHO was was informed.", &[(Fault::Doubled, "was was")]);
    faults("The crisis they found themselves in in 1931 was grave.", &[]);
    faults("He was born in in 1931.", &[(Fault::Doubled, "in in")]);
    faults("He admitted that that remark was foolish.", &[]);
    faults("They said that that they would come.", &[(Fault::Doubled, "that that")]);
    faults("Quick, quick, come in!", &[]);
    faults("President Moon Jae-in in Seoul", &[]);
    faults("the end of the of the war", &[(Fault::Doubled, "of the of the")]);
}

#[test]
fn grammar() {
    faults("They went laid a wreath.", &[(Fault::RunTogether, "went laid")]);
    faults("He went unnoticed.", &[]);
    faults("Shouldn't we give receive them?", &[(Fault::RunTogether, "give receive")]);
    faults("He helped them settle.", &[]);
    faults("It did not received a reply.", &[(Fault::VerbForm, "did not received")]);
    faults("They had took it.", &[(Fault::VerbForm, "had took")]);
    let articles = [(Fault::Article, "an month"), (Fault::Article, "a honest")];
    faults("an month later, after a honest talk of an hour", &articles);
    faults("Although it rained, but they came.", &[(Fault::DoubleConjunction, "but")]);
    faults("Although ill, he came, but he left early.", &[]);
    faults("These rules has been changed.", &[(Fault::Agreement, "rules has")]);
    faults("Three of the men who came has left.", &[]);
    faults("it's equipment still needs care", &[(Fault::Wording, "it's")]);
    faults("The committee consists ten members.", &[(Fault::Wording, "consists")]);
    faults("the parts of which it consists", &[]);
}

#[test]
fn marks_and_brackets() {
    faults("a point in the statement-the people live", &[(Fault::JoinedDash, "statement-the")]);
    faults("a state-of-the-art plant", &[]);
    faults("Article 4 (on arbitration remains.", &[(Fault::Bracket, "(on")]);
    faults("1) first; a) second", &[]);
}

#[test]
fn misspellings() {
    faults("The goverment fell.", &[(Fault::Misspelling, "goverment")]);
    faults("Ministers gathered in modus vivendi under juche.", &[]);
    faults("See www.goverment.org for more.", &[]);
}

#[test]
fn contraries_are_named_in_both_languages() {
    let lexicon = Lexicon::embedded();
    let table = Contraries::get(lexicon);
    let side = |text: &str, word: &str| {
        let zh = zh(text);
        let found = table.chinese(&zh, lexicon);
        found
            .iter()
            .find(|m| zh.folded(m.range.clone()) == word)
            .map(|m| (m.value.idea.is_second, m.value.is_negated))
    };
    assert_eq!(side("去年出口大豆。", "出口"), Some((true, false)));
    assert_eq!(side("去年不出口大豆。", "出口"), Some((true, true)));
    assert_eq!(side("投了反對票。", "反对"), Some((true, false)), "a longer word begins with it");
    let english = |text: &str| table.english(&en(text)).len();
    assert_eq!(english("Prices fell."), 1, "irregular forms are known");
    assert_eq!(english("The goods were heavy."), 1, "goods are not good");
}

#[test]
fn dealings_name_their_parties() {
    let of = |text: &str| {
        let zh = zh(text);
        let all = dealings(&zh, Lexicon::embedded());
        all.into_iter()
            .map(|m| (m.value.dealing, zh.folded(m.value.party), zh.folded(m.value.partner)))
            .collect::<Vec<_>>()
    };
    assert_eq!(of("农会向银行借了款。"), [(Dealing::Take, "农会".to_owned(), "银行".to_owned())]);
    assert_eq!(of("由北向南"), [(Dealing::Pass, "北".to_owned(), "南".to_owned())]);
    assert_eq!(of("紅隊負於藍隊。"), [(Dealing::Lose, "红队".to_owned(), "蓝队".to_owned())]);
    assert!(of("他向往和平。").is_empty());
}

#[test]
fn persons_and_relatives() {
    let lexicon = Lexicon::embedded();
    let persons = |text: &str| {
        person::chinese(&zh(text), lexicon).into_iter().map(|m| m.value.person).collect::<Vec<_>>()
    };
    assert_eq!(persons("貴國政府與我們"), [Person::Second, Person::First]);
    assert!(persons("其他自我").is_empty(), "parts of other words");
    let english = |text: &str| person::english(&en(text), lexicon).len();
    assert_eq!(english("We told you."), 2);
    assert_eq!(english("The US agreed."), 0);
    let owners = |text: &str| {
        person::english_relatives(&en(text), lexicon).into_iter().map(|m| m.value).collect::<Vec<_>>()
    };
    assert_eq!(
        owners("my dear father and his sons"),
        [(Some(Person::First), "father"), (Some(Person::Third), "son")]
    );
    let kin = person::relatives(&zh("舍弟与令堂"), lexicon);
    assert_eq!(
        kin.iter().map(|m| m.value.owner).collect::<Vec<_>>(),
        [Some(Person::First), Some(Person::Second)]
    );
}

#[test]
fn quotations_nest_and_lose_partners() {
    let of = |q: &Quotations| (q.held.iter().map(|h| h.marks).collect::<Vec<_>>(), q.single.len());
    assert_eq!(of(&quotation::chinese(&zh("「他說『好』」（見《書》）"))).0.len(), 4);
    assert_eq!(of(&quotation::chinese(&zh("他说：“好。"))), (Vec::new(), 1));
    let english = |text: &str| of(&quotation::english(&en(text)));
    assert_eq!(english("He said, \"Yes.\""), (vec![Marks::Quotation], 0));
    assert_eq!(english("“Yes,” he said. ‘No.’"), (vec![Marks::Quotation; 2], 0));
    assert_eq!(english("the workers' party's dogs' tails"), (Vec::new(), 0), "apostrophes");
    assert_eq!(english("a 5' 10\" man"), (Vec::new(), 0), "feet and inches");
    assert_eq!(english("\"Yes, he said."), (Vec::new(), 1));
    assert_eq!(english("(on arbitration"), (Vec::new(), 1));
}

#[test]
fn moods_of_clauses() {
    let of = |text: &str| {
        question::moods(&zh(text), Lexicon::embedded()).into_iter().map(|m| m.value).collect::<Vec<_>>()
    };
    assert_eq!(of("這難道不是更合理嗎？"), [Mood::Rhetorical { asserts: true }]);
    assert_eq!(of("这难道就是友谊吗？"), [Mood::Rhetorical { asserts: false }]);
    assert_eq!(
        of("豈能坐視不管？"),
        [Mood::Rhetorical { asserts: false }],
        "the idiom's negation is its own"
    );
    assert_eq!(of("谁不希望和平？"), [Mood::Rhetorical { asserts: true }]);
    assert_eq!(of("你们不是答应过吗？"), [Mood::Rhetorical { asserts: true }]);
    assert_eq!(of("要是早来就好了。"), [Mood::Wish]);
    assert_eq!(of("请转告政府。他请求帮助。"), [Mood::Request]);
    assert!(of("特别是农村。会议结束。").is_empty());
    let forms = |text: &str| {
        let en = en(text);
        question::sentences(&en).iter().map(|s| question::form(&en, s)).collect::<Vec<_>>()
    };
    assert!(forms("Isn't it clear?")[0].is_negative_question);
    assert!(forms("How could it be reasonable?")[0].is_rhetorical);
    assert!(forms("It is unreasonable. It is clear.")[0].has_negation);
}
