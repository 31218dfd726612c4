"""Well-known papers: titles, people, years and places."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """What is known of a paper. A person is ``(first, von and last)``, or ``("", name)`` of a body."""

    title: str
    people: tuple[tuple[str, str], ...]
    year: int
    venue: str
    arxiv: str = ""
    doi: str = ""
    journal: bool = False


PAPERS = (
    Paper(
        "Attention Is All You Need",
        (
            ("Ashish", "Vaswani"),
            ("Noam", "Shazeer"),
            ("Niki", "Parmar"),
            ("Jakob", "Uszkoreit"),
            ("Llion", "Jones"),
            ("Aidan N.", "Gomez"),
            ("Łukasz", "Kaiser"),
            ("Illia", "Polosukhin"),
        ),
        2017,
        "Advances in Neural Information Processing Systems",
        "1706.03762",
    ),
    Paper(
        "Long Short-Term Memory",
        (("Sepp", "Hochreiter"), ("Jürgen", "Schmidhuber")),
        1997,
        "Neural Computation",
        doi="10.1162/neco.1997.9.8.1735",
        journal=True,
    ),
    Paper(
        "Deep Residual Learning for Image Recognition",
        (("Kaiming", "He"), ("Xiangyu", "Zhang"), ("Shaoqing", "Ren"), ("Jian", "Sun")),
        2016,
        "IEEE Conference on Computer Vision and Pattern Recognition",
        "1512.03385",
        "10.1109/CVPR.2016.90",
    ),
    Paper(
        "Learning Phrase Representations using RNN Encoder–Decoder for Statistical Machine Translation",
        (
            ("Kyunghyun", "Cho"),
            ("Bart", "van Merriënboer"),
            ("Çağlar", "Gülçehre"),
            ("Dzmitry", "Bahdanau"),
            ("Fethi", "Bougares"),
            ("Holger", "Schwenk"),
            ("Yoshua", "Bengio"),
        ),
        2014,
        "Proceedings of EMNLP",
        "1406.1078",
        "10.3115/v1/D14-1179",
    ),
    Paper(
        "Über formal unentscheidbare Sätze der Principia Mathematica und verwandter Systeme I",
        (("Kurt", "Gödel"),),
        1931,
        "Monatshefte für Mathematik und Physik",
        doi="10.1007/BF01700692",
        journal=True,
    ),
    Paper(
        "A Mathematical Theory of Communication",
        (("Claude E.", "Shannon"),),
        1948,
        "Bell System Technical Journal",
        doi="10.1002/j.1538-7305.1948.tb01338.x",
        journal=True,
    ),
    Paper(
        "On Computable Numbers, with an Application to the Entscheidungsproblem",
        (("Alan M.", "Turing"),),
        1936,
        "Proceedings of the London Mathematical Society",
        journal=True,
    ),
    Paper(
        "A Note on Two Problems in Connexion with Graphs",
        (("Edsger W.", "Dijkstra"),),
        1959,
        "Numerische Mathematik",
        doi="10.1007/BF01386390",
        journal=True,
    ),
    Paper(
        "Zur Elektrodynamik bewegter Körper",
        (("Albert", "Einstein"),),
        1905,
        "Annalen der Physik",
        journal=True,
    ),
    Paper(
        "Asymptotic Evaluation of Certain Markov Process Expectations for Large Time",
        (("Monroe D.", "Donsker"), ("S. R. Srinivasa", "Varadhan")),
        1975,
        "Communications on Pure & Applied Mathematics",
        journal=True,
    ),
    Paper(
        "Sur les fonctions récursives: un résumé",
        (("Émile", "Borel"), ("René", "de la Vallée Poussin")),
        1923,
        "Comptes rendus",
        journal=True,
    ),
    Paper(
        "LoRA: Low-Rank Adaptation of Large Language Models",
        (("Edward J.", "Hu"), ("Yelong", "Shen"), ("Phillip", "Wallis"), ("Zeyuan", "Allen-Zhu")),
        2022,
        "International Conference on Learning Representations",
        "2106.09685",
    ),
    Paper("GPT-4 Technical Report", (("", "OpenAI"),), 2023, "arXiv", "2303.08774"),
    Paper(
        "Observation of a New Boson at a Mass of 125 GeV",
        (("", "The CMS Collaboration"),),
        2012,
        "Physics Letters B",
        "1207.7235",
        "10.1016/j.physletb.2012.08.021",
        journal=True,
    ),
    Paper(
        "Enriching Word Vectors with Subword Information",
        (("Piotr", "Bojanowski"), ("Édouard", "Grave"), ("Armand", "Joulin"), ("Tomáš", "Mikolov")),
        2017,
        "Transactions of the Association for Computational Linguistics",
        "1607.04606",
        "10.1162/tacl_a_00051",
        journal=True,
    ),
    Paper(
        "Distributed Representations of Words and Phrases and their Compositionality",
        (
            ("Tomáš", "Mikolov"),
            ("Ilya", "Sutskever"),
            ("Kai", "Chen"),
            ("Greg S.", "Corrado"),
            ("Jeffrey", "Dean"),
        ),
        2013,
        "Advances in Neural Information Processing Systems",
        "1310.4546",
    ),
    Paper(
        "The Unreasonable Effectiveness of Data",
        (("Alon", "Halevy"), ("Peter", "Norvig"), ("Fernando", "Pereira")),
        2009,
        "IEEE Intelligent Systems",
        doi="10.1109/MIS.2009.36",
        journal=True,
    ),
    Paper(
        "Proximal Policy Optimization Algorithms",
        (("John", "Schulman"), ("Filip", "Wolski"), ("Prafulla", "Dhariwal")),
        2017,
        "arXiv",
        "1707.06347",
    ),
    Paper(
        "“Why Should I Trust You?”: Explaining the Predictions of Any Classifier",
        (("Marco Túlio", "Ribeiro"), ("Sameer", "Singh"), ("Carlos", "Guestrin")),
        2016,
        "Proceedings of KDD",
        "1602.04938",
        "10.1145/2939672.2939778",
    ),
    Paper(
        "β-VAE: Learning Basic Visual Concepts with a Constrained Variational Framework",
        (("Irina", "Higgins"), ("Loïc", "Matthey"), ("Arka", "Pal")),
        2017,
        "International Conference on Learning Representations",
    ),
    Paper("Théorie analytique de la chaleur", (("Joseph", "Fourier"),), 1822, "Firmin Didot"),
    Paper(
        "Wavelets and Operators",
        (("Yves", "Meyer"), ("David H.", "Salinger")),
        1993,
        "Cambridge University Press",
    ),
    Paper("The Fractal Geometry of Nature", (("Benoît B.", "Mandelbrot"),), 1982, "W. H. Freeman"),
    Paper(
        "C# & .NET: 100% of What You Need",
        (("Siobhán", "Ó Briain"), ("Søren", "Åkesson")),
        2008,
        "Software – Practice & Experience",
        journal=True,
    ),
    Paper(
        "Über die Zahl π, die Größe $n_1$ and O(n²)",
        (("Paul", "Erdős"), ("Pál", "Turán"), ("Đorđe", "Kurepa")),
        1934,
        "Acta Litterarum",
        journal=True,
    ),
    Paper(
        "Mapování řeči: přehled",
        (("Jiří", "Dvořák"), ("Wisława", "Żak"), ("Nguyễn", "Trãi")),
        2011,
        "Slovo a slovesnost",
        journal=True,
    ),
)
