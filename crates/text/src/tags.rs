use std::fmt;
use std::str::FromStr;

/// A tag that the treebanks do not use.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} `{tag}`")]
pub struct UnknownTag {
    kind: &'static str,
    tag: String,
}

/// A closed set of tags: an enum with its names as written in CoNLL-U.
macro_rules! tags {
    ($(#[$doc:meta])* $name:ident, $kind:literal: $($variant:ident = $text:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        pub enum $name {
            $(#[doc = concat!("Written <code>", $text, "</code>.")] $variant),+
        }

        impl $name {
            /// All of them, in the order of their numbers.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// As written in CoNLL-U.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }

        impl FromStr for $name {
            type Err = UnknownTag;

            fn from_str(tag: &str) -> Result<Self, UnknownTag> {
                match tag {
                    $($text => Ok(Self::$variant),)+
                    _ => Err(UnknownTag { kind: $kind, tag: tag.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

tags! {
    /// Universal part of speech.
    Upos, "UPOS":
    Adj = "ADJ",
    Adp = "ADP",
    Adv = "ADV",
    Aux = "AUX",
    Cconj = "CCONJ",
    Det = "DET",
    Intj = "INTJ",
    Noun = "NOUN",
    Num = "NUM",
    Part = "PART",
    Pron = "PRON",
    Propn = "PROPN",
    Punct = "PUNCT",
    Sconj = "SCONJ",
    Sym = "SYM",
    Verb = "VERB",
    X = "X",
}

tags! {
    /// Penn Treebank tag, as in the English Web Treebank and GUM.
    Xpos, "XPOS":
    Currency = "$",
    CloseQuote = "''",
    Comma = ",",
    Lrb = "-LRB-",
    Rrb = "-RRB-",
    Stop = ".",
    Colon = ":",
    Add = "ADD",
    Afx = "AFX",
    Cc = "CC",
    Cd = "CD",
    Dt = "DT",
    Ex = "EX",
    Fw = "FW",
    Gw = "GW",
    Hyph = "HYPH",
    In = "IN",
    Jj = "JJ",
    Jjr = "JJR",
    Jjs = "JJS",
    Ls = "LS",
    Md = "MD",
    Nfp = "NFP",
    Nn = "NN",
    Nnp = "NNP",
    Nnps = "NNPS",
    Nns = "NNS",
    Pdt = "PDT",
    Pos = "POS",
    Prp = "PRP",
    PrpPoss = "PRP$",
    Rb = "RB",
    Rbr = "RBR",
    Rbs = "RBS",
    Rp = "RP",
    Sym = "SYM",
    To = "TO",
    Uh = "UH",
    Vb = "VB",
    Vbd = "VBD",
    Vbg = "VBG",
    Vbn = "VBN",
    Vbp = "VBP",
    Vbz = "VBZ",
    Wdt = "WDT",
    Wp = "WP",
    WpPoss = "WP$",
    Wrb = "WRB",
    OpenQuote = "``",
}

tags! {
    /// Relation of a word to its head (Universal Dependencies 2, English subtypes).
    Deprel, "deprel":
    Acl = "acl",
    AclRelcl = "acl:relcl",
    Advcl = "advcl",
    AdvclRelcl = "advcl:relcl",
    Advmod = "advmod",
    Amod = "amod",
    Appos = "appos",
    Aux = "aux",
    AuxPass = "aux:pass",
    Case = "case",
    Cc = "cc",
    CcPreconj = "cc:preconj",
    Ccomp = "ccomp",
    Compound = "compound",
    CompoundPrt = "compound:prt",
    Conj = "conj",
    Cop = "cop",
    Csubj = "csubj",
    CsubjOuter = "csubj:outer",
    CsubjPass = "csubj:pass",
    Dep = "dep",
    Det = "det",
    DetPredet = "det:predet",
    Discourse = "discourse",
    Dislocated = "dislocated",
    Expl = "expl",
    Fixed = "fixed",
    Flat = "flat",
    Goeswith = "goeswith",
    Iobj = "iobj",
    List = "list",
    Mark = "mark",
    Nmod = "nmod",
    NmodDesc = "nmod:desc",
    NmodPoss = "nmod:poss",
    NmodUnmarked = "nmod:unmarked",
    Nsubj = "nsubj",
    NsubjOuter = "nsubj:outer",
    NsubjPass = "nsubj:pass",
    Nummod = "nummod",
    Obj = "obj",
    Obl = "obl",
    OblAgent = "obl:agent",
    OblUnmarked = "obl:unmarked",
    Orphan = "orphan",
    Parataxis = "parataxis",
    Punct = "punct",
    Reparandum = "reparandum",
    Root = "root",
    Vocative = "vocative",
    Xcomp = "xcomp",
}

impl Deprel {
    /// The relation without its subtype: `nsubj` for `nsubj:pass`.
    #[must_use]
    pub fn base(self) -> &'static str {
        let name = self.as_str();
        name.split_once(':').map_or(name, |(base, _)| base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_bases_drop_the_subtype() {
        assert!(Deprel::ALL.iter().all(|d| d.as_str().parse() == Ok(*d)));
        assert!(Upos::ALL.iter().all(|u| u.as_str().parse() == Ok(*u)));
        assert!(Xpos::ALL.iter().all(|x| x.as_str().parse() == Ok(*x)));
        assert_eq!(Deprel::NsubjPass.base(), "nsubj");
        assert_eq!(
            "nsubjx".parse::<Deprel>().unwrap_err().to_string(),
            "unknown deprel `nsubjx`"
        );
    }
}
