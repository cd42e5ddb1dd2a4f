"""Names of a Spanish-speaking city in which many peoples live. Given names are common ones; surnames are put together from made-up parts.

A surname is a head and a tail of one culture. Two of them make a person, as in the city's register, so that a whole name is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from generator.values.seeds import Dice


@dataclass(frozen=True, slots=True)
class Culture:
    """Where a family's names come from. ``ancestry`` are shares of European, African and Asian descent, which portraits mix."""

    name: str
    share: float
    ancestry: tuple[float, float, float]
    women: tuple[str, ...]
    men: tuple[str, ...]
    heads: tuple[str, ...]
    tails: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


CULTURES = (
    Culture(
        "castilian", 0.55, (0.9, 0.06, 0.04),
        _words(
            "Adela Águeda Alba Amparo Ana Araceli Aurora Beatriz Belén Blanca Candela Carmen Catalina Cecilia Celia Clara Consuelo "
            "Dolores Elena Elisa Elvira Emilia Esperanza Estela Eva Fátima Gloria Inés Irene Isabel Jimena Julia Laura Leonor Lidia "
            "Lourdes Lucía Luisa Luz Magdalena Manuela Marina Marta Matilde Mercedes Milagros Miriam Natalia Nieves Noelia Nuria "
            "Olga Paloma Patricia Paula Pilar Raquel Remedios Rocío Rosa Rosario Sara Silvia Sofía Soledad Sonia Susana Teresa "
            "Valentina Verónica Victoria Violeta Virginia Ximena Yolanda"
        ),
        _words(
            "Abel Adrián Agustín Alberto Alejandro Alfonso Álvaro Andrés Ángel Antonio Arturo Aurelio Basilio Benito Bernardo Blas "
            "Bruno Camilo Carlos César Claudio Cristóbal Damián Daniel Darío David Diego Domingo Eduardo Elías Emilio Enrique "
            "Ernesto Esteban Eugenio Fabián Federico Felipe Félix Fermín Fernando Francisco Gabriel Gonzalo Gregorio Guillermo "
            "Gustavo Héctor Hugo Ignacio Íñigo Ismael Jaime Javier Joaquín Jorge José Juan Julián Leandro León Lorenzo Lucas Luis "
            "Manuel Marcos Mario Martín Mateo Matías Mauricio Miguel Nicolás Octavio Óscar Pablo Pascual Pedro Rafael Ramiro Ramón "
            "Raúl Ricardo Roberto Rodrigo Román Rubén Salvador Samuel Santiago Saúl Sergio Simón Teodoro Tomás Valentín Vicente "
            "Víctor Xavier"
        ),
        _words(
            "Abr Albar Aldab Alm Arb Balb Barr Bel Berm Brañ Cald Carv Casald Cord Corv Dom Esp Fontal Gald Garn Gram Herb Jar Lard "
            "Lor Mald Marb Mend Mir Mont Morand Nav Olm Ord Pald Peñ Pern Pinar Quint Rab Riv Rosal Sald Serr Sold Sot Tarr Tej "
            "Torr Urd Vald Val Vel Vern Villard Yebr Zald"
        ),
        _words(
            "abria acedo adal adero adilla ajo alba alejo ambre andar ara areda arena ariza astro avia ebal eda edal ejo elar emar "
            "encia endo enia enzal era erol esta iago iana idal illar inar ino iona isco iva obal oria osa otal ueda uela uesta una"
        ),
    ),
    Culture(
        "northern", 0.11, (0.97, 0.02, 0.01),
        _words(
            "Ainhoa Aitana Ariadna Edurne Iria Itziar Jordina Laia Leire Maialen Mariña Meritxell Miren Nerea Noa Núria Sabela Uxía "
            "Xiana"
        ),
        _words("Aitor Anxo Arnau Asier Biel Breixo Brais Eneko Gorka Iago Iker Joan Jordi Mikel Oriol Pau Pol Roi Unai Xabier Xoán"),
        _words(
            "Aguirr Aran Arriz Ast Ber Bidart Ech Elord Ezk Gar Gorost Ibar Iturr Lab Land Larr Mend Oiart Ost Ur Urkidor Zabald "
            "Zub"
        ),
        _words("abal aga agorri aiz alde alla amendi andi arán arte arza atxe eder egi elar enea eta iaga ibar iondo ola ordi uzko"),
    ),
    Culture(
        "andean", 0.1, (0.22, 0.03, 0.75),
        _words("Alana Asiri Carmen Flor Illari Inti Karina Killa Mayta Mila Nayra Nina Rosa Sami Sisa Sumaq Suyana Urpi Wayra Yuriana"),
        _words("Amaru Anta Atoq Illapa Inti Kusi Mallku Nahuel Pablo Rumi Saturnino Sayri Tupaq Wari Wayra Willka Yawar Yuri"),
        _words(
            "Anta Chaki Chuki Huall Illa Kanta Kusi Llaqui Mamu Nayra Pacha Paku Quilla Quisi Rumi Sayri Sulla Tika Tupa Uchu Wari "
            "Yana Yupa"
        ),
        _words("cayo cama chi cuti huara lla llani mani manta naki nchu pari poma quita ri rimac rco runa siri sunku tari ti wayo"),
    ),
    Culture(
        "maghrebi", 0.09, (0.66, 0.24, 0.1),
        _words(
            "Aicha Amal Asma Dounia Fadila Hanane Ikram Jamila Karima Khadija Laila Malika Nadia Naima Rachida Salma Samira Siham "
            "Yasmina Zahra"
        ),
        _words(
            "Abdel Adil Amine Anwar Bilal Driss Farid Hakim Hamza Hassan Ilias Jamal Karim Khalid Malik Mounir Nabil Omar Rachid "
            "Samir Tarik Yusuf"
        ),
        _words("Abad Amez Bel Bena Bou Cher Dahm El Fad Gham Had Jal Kab Lah Mar Nas Oua Rah Sal Tal Zer"),
        _words("aoui ari arki assi azi dani douri fari ghouti hidi jari kaddi lali louchi mali moudi naoui raqi sari toumi zouri"),
    ),
    Culture(
        "sinic", 0.06, (0.05, 0.0, 0.95),
        _words("Ailing Ana Elena Fei Hui Jia Jing Lan Lihua Lin Mei Meilin Ning Qiao Rong Shan Sofía Wei Xia Xiu Yan Ying Yun Zhen"),
        _words("Bo Chao Daniel Feng Gang Hao Jian Jun Kai Lei Liang Ming Peng Qiang Rui Shen Tao Wen Xin Yong Yuan Zhi"),
        _words("Bai Chau Dai Fan Geng Hai Jia Kong Lian Mao Nian Ou Pan Qin Rao Shao Tang Wan Xiao Yao Zeng"),
        _words("fong hai kai lai ling lun mei nan ping quan rong shan ting wei xin yue zhao"),
    ),
    Culture(
        "atlantic", 0.05, (0.04, 0.95, 0.01),
        _words("Abena Adama Aminata Awa Binta Coumba Dede Esi Fanta Fatou Kadi Mariama Nafi Ndeye Oumou Rama Rokia Sira Yaa"),
        _words(
            "Abdou Ama Bakary Boubacar Cheikh Demba Fodé Ibra Idrissa Kofi Kwame Lamine Mamadou Modou Moussa Ousmane Sekou Souley "
            "Yaya"
        ),
        _words("Ad Ba Bal Camb Dab Di Fof Gam Jar Kand Kou Lam Mb Nd Ob Sag San Sow Tam Wad Yar"),
        _words("adou akara alla amba aning aré assa aye ébé émba ina iko issé oba oumé oura uako uma"),
    ),
    Culture(
        "eastern", 0.04, (0.98, 0.0, 0.02),
        _words(
            "Alina Anca Bogdana Daria Doina Elena Galina Ileana Irina Ivana Katia Larisa Ludmila Mila Nadia Oksana Raluca Svetla "
            "Tamara Vera"
        ),
        _words(
            "Andrei Bogdan Costin Danilo Dragos Emil Iván Kiril Lazar Marius Mihai Nicolae Oleg Petru Radu Sorin Stefan Todor "
            "Viorel Vlad"
        ),
        _words("Alb Balt Bor Cern Dobr Dun Gav Hor Ior Karp Lup Mar Mold Neg Ost Petr Rad Sav Tar Vol Zar"),
        _words("anescu anov arov aru atic avin eanu echko ekova elin enko escu evik inov itza onič otar ovan ulin uta"),
    ),
)  # fmt: skip

SECOND_NAME = 0.16


def culture(dice: Dice) -> Culture:
    """A family's culture, by share of the city."""
    left = dice.random() * sum(c.share for c in CULTURES)
    for found in CULTURES:
        left -= found.share
        if left < 0:
            return found
    return CULTURES[0]


def surname(dice: Dice, of: Culture) -> str:
    """A made-up surname; no letter stands three times in a row and no vowel twice where the parts meet."""
    return joined(dice.choice(of.heads), dice.choice(of.tails))


def joined(head: str, tail: str) -> str:
    """A head and a tail as one word."""
    if head[-1] in "aeiou" and tail[0] in "aeiouáéíóú":
        head = head[:-1]
    while head[-1] == tail[0]:
        head = head[:-1]
    return head + tail


def given(dice: Dice, sex: str, cultures: Sequence[Culture]) -> str:
    """A given name (now and then two) from one of the family's cultures; a city's children often have the city's names."""
    of = dice.choice(cultures) if dice.random() < 0.7 else CULTURES[0]
    pool = of.women if sex == "feminine" else of.men
    first = dice.choice(pool)
    if dice.random() >= SECOND_NAME or of.name != "castilian":
        return first
    second = dice.choice(pool)
    return first if second == first else f"{first} {second}"
