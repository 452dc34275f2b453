"""The reference data of China's divisions, and the checks that guard it."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg import assets
from kg.errors import DataError
from kg.model.division import COLUMNS, Division, read_divisions

if TYPE_CHECKING:
    from pathlib import Path

FILE = assets.folder("data") / "divisions" / "divisions.csv"
READING = re.compile("[a-zü]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-z]*")


@pytest.fixture(scope="module")
def divisions() -> dict[str, Division]:
    return {division.code: division for division in read_divisions(FILE)}


# ---- what the data says


@pytest.mark.parametrize(
    ("code", "zh", "en", "chain"),
    [
        ("371002", "环翠区", "Huancui District", ["371000", "370000"]),
        ("371328", "蒙阴县", "Mengyin County", ["371300", "370000"]),
        ("370281", "胶州市", "Jiaozhou City", ["370200", "370000"]),
        ("370215", "即墨区", "Jimo District", ["370200", "370000"]),
        ("371000", "威海市", "Weihai City", ["370000"]),
        ("370000", "山东省", "Shandong", []),
        ("500101", "万州区", "Wanzhou District", ["500000"]),
        ("429004", "仙桃市", "Xiantao City", ["420000"]),
        ("659001", "石河子市", "Shihezi City", ["650000"]),
        ("540602", "色尼区", "Seni District", ["540600", "540000"]),
    ],
)
def test_a_code_leads_to_its_names_and_the_divisions_above_it(
    divisions: dict[str, Division], code: str, zh: str, en: str, chain: list[str]
) -> None:
    division = divisions[code]
    assert (division.zh, division.en, division.current) == (zh, en, True)
    above = []
    while division.parent:
        above.append(division.parent)
        division = divisions[division.parent]
    assert above == chain


def test_the_counts_are_those_of_the_list_of_2025(divisions: dict[str, Division]) -> None:
    # 33 provinces in the list of 2025-12-31, which prints no code for Taiwan, and Taiwan.
    current = Counter(d.level for d in divisions.values() if d.current)
    assert current == {"province": 34, "prefecture": 333, "county": 2845}


def test_every_division_that_ended_is_marked_and_every_placeholder_is_absent(
    divisions: dict[str, Division],
) -> None:
    ended = Counter(d.level for d in divisions.values() if not d.current)
    assert ended == {"prefecture": 158, "county": 2716}
    names = {d.zh for d in divisions.values()}
    assert not names & {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}


@pytest.mark.parametrize(
    ("old", "zh", "until", "new"),
    [
        ("370282", "即墨市", "2017", "370215"),
        ("379013", "即墨市", "1995", "370282"),
        ("371200", "莱芜市", "2018", "370116"),
        ("330103", "下城区", "2021", "330105"),
        ("500112", "渝北区", "2025", "500157"),
        ("542400", "那曲地区", "2017", "540600"),
        ("410322", "孟津县", None, "410308"),
    ],
)
def test_an_old_code_leads_to_the_division_in_its_place(
    divisions: dict[str, Division], old: str, zh: str, until: str | None, new: str
) -> None:
    division = divisions[old]
    assert (division.zh, division.current) == (zh, False)
    assert (division.valid_until, division.replaced_by) == (until, (new,))
    assert new in divisions


def test_succession_never_runs_in_a_circle(divisions: dict[str, Division]) -> None:
    for start in divisions.values():
        seen = {start.code}
        open_codes = list(start.replaced_by)
        while open_codes:
            code = open_codes.pop()
            assert code != start.code, start
            if code not in seen:
                seen.add(code)
                open_codes += divisions[code].replaced_by


@pytest.mark.parametrize("code", ["130103", "140203", "230105", "450104", "650108", "362301"])
def test_a_namesake_elsewhere_is_no_successor(divisions: dict[str, Division], code: str) -> None:
    # The source follows 矿区 from 大同 to 阳泉, 太平区 from 哈尔滨 to 阜新, and the like.
    assert not divisions[code].current
    assert divisions[code].replaced_by == ()


def test_the_first_listing_of_a_code_is_not_taken_for_a_beginning(
    divisions: dict[str, Division],
) -> None:
    assert [divisions[code].valid_from for code in ("710000", "810000", "820000")] == [None] * 3
    assert divisions["420600"].valid_from is None, "襄樊市 was renamed 襄阳市: the same city"
    assert divisions["371002"].valid_from == "1987"
    assert divisions["500000"].valid_from == "1997"


def test_names_are_unique_among_the_divisions_of_one_parent(
    divisions: dict[str, Division],
) -> None:
    names = Counter((d.parent, d.zh) for d in divisions.values() if d.current)
    assert names.most_common(1)[0][1] == 1


def test_coordinates_are_known_but_for_a_few(divisions: dict[str, Division]) -> None:
    unknown = Counter(d.level for d in divisions.values() if d.current and d.longitude is None)
    assert unknown == {"county": 50}
    huancui = divisions["371002"]
    assert (str(huancui.longitude), str(huancui.latitude)) == ("122.123443", "37.50199")
    # the same place under the code of before
    assert divisions["370215"].longitude == divisions["370282"].longitude


# ---- readings and English names


@pytest.mark.parametrize(
    ("zh", "pinyin", "en"),
    [
        ("单县", "shàn xiàn", "Shan County"),
        ("蔚县", "yù xiàn", "Yu County"),
        ("六安市", "lù ān shì", "Lu'an City"),
        ("六合区", "lù hé qū", "Luhe District"),
        ("亳州市", "bó zhōu shì", "Bozhou City"),
        ("乐清市", "yuè qīng shì", "Yueqing City"),
        ("乐亭县", "lào tíng xiàn", "Laoting County"),
        ("乐陵市", "lào líng shì", "Laoling City"),
        ("乐山市", "lè shān shì", "Leshan City"),
        ("台州市", "tāi zhōu shì", "Taizhou City"),
        ("天台县", "tiān tāi xiàn", "Tiantai County"),
        ("丽水市", "lí shuǐ shì", "Lishui City"),
        ("莘县", "shēn xiàn", "Shen County"),
        ("浚县", "xùn xiàn", "Xun County"),
        ("洪洞县", "hóng tóng xiàn", "Hongtong County"),
        ("繁峙县", "fán shì xiàn", "Fanshi County"),
        ("大城县", "dài chéng xiàn", "Daicheng County"),
        ("任丘市", "rén qiū shì", "Renqiu City"),
        ("铅山县", "yán shān xiàn", "Yanshan County"),
        ("东阿县", "dōng ē xiàn", "Dong'e County"),
        ("长垣市", "cháng yuán shì", "Changyuan City"),
        ("长子县", "zhǎng zǐ xiàn", "Zhangzi County"),
        ("番禺区", "pān yú qū", "Panyu District"),
        ("尉犁县", "yù lí xiàn", "Yuli County"),
        ("牟平区", "mù píng qū", "Muping District"),
        ("朝阳市", "cháo yáng shì", "Chaoyang City"),
        ("会同县", "huì tóng xiàn", "Huitong County"),
        ("涡阳县", "guō yáng xiàn", "Guoyang County"),
        ("漯河市", "luò hé shì", "Luohe City"),
        ("荥阳市", "xíng yáng shì", "Xingyang City"),
        ("荥经县", "yíng jīng xiàn", "Yingjing County"),
        ("阆中市", "làng zhōng shì", "Langzhong City"),
        ("筠连县", "jūn lián xiàn", "Junlian County"),
        ("珲春市", "hún chūn shì", "Hunchun City"),
        ("穆棱市", "mù líng shì", "Muling City"),
        ("张掖市", "zhāng yè shì", "Zhangye City"),
        ("称多县", "chèn duō xiàn", "Chenduo County"),
        ("闵行区", "mǐn háng qū", "Minhang District"),
        ("华州区", "huà zhōu qū", "Huazhou District"),
        ("五华县", "wǔ huá xiàn", "Wuhua County"),
        ("济南市", "jǐ nán shì", "Jinan City"),
        ("蚌埠市", "bèng bù shì", "Bengbu City"),
        ("重庆市", "chóng qìng shì", "Chongqing"),
        ("厦门市", "xià mén shì", "Xiamen City"),
        ("西安市", "xī ān shì", "Xi'an City"),
        ("绿园区", "lǜ yuán qū", "Lüyuan District"),
        ("沙县区", "shā xiàn qū", "Shaxian District"),
        ("市中区", "shì zhōng qū", "Shizhong District"),
        ("矿区", "kuàng qū", "Kuang District"),
        ("井陉矿区", "jǐng xíng kuàng qū", "Jingxing Mining District"),
        ("浦东新区", "pǔ dōng xīn qū", "Pudong New Area"),
        ("清新区", "qīng xīn qū", "Qingxin District"),
    ],
)
def test_hard_names_are_read_and_written_as_their_people_do(
    divisions: dict[str, Division], zh: str, pinyin: str, en: str
) -> None:
    found = {(d.pinyin, d.en) for d in divisions.values() if d.zh == zh and d.current}
    assert found == {(pinyin, en)}


@pytest.mark.parametrize(
    ("code", "en"),
    [
        ("610000", "Shaanxi"),
        ("140000", "Shanxi"),
        ("150000", "Inner Mongolia"),
        ("540000", "Xizang"),
        ("810000", "Hong Kong"),
        ("820000", "Macao"),
        ("220200", "Jilin City"),
        ("650100", "Ürümqi City"),
        ("150100", "Hohhot City"),
        ("540100", "Lhasa City"),
        ("653100", "Kashgar Prefecture"),
        ("654000", "Ili Kazakh Autonomous Prefecture"),
        ("513200", "Aba Tibetan and Qiang Autonomous Prefecture"),
        ("152200", "Hinggan League"),
        ("150722", "Morin Dawa Daur Autonomous Banner"),
        ("530926", "Gengma Dai and Va Autonomous County"),
        ("530925", "Shuangjiang Lahu, Va, Blang and Dai Autonomous County"),
    ],
)
def test_english_names_are_the_usual_ones(
    divisions: dict[str, Division], code: str, en: str
) -> None:
    assert divisions[code].en == en


def test_every_reading_has_a_marked_syllable_for_each_character(
    divisions: dict[str, Division],
) -> None:
    for division in divisions.values():
        syllables = division.pinyin.split(" ")
        assert len(syllables) == len(division.zh), division
        assert all(READING.fullmatch(syllable) for syllable in syllables), division


def test_english_names_need_no_tones_and_no_chinese(divisions: dict[str, Division]) -> None:
    for division in divisions.values():
        assert re.fullmatch(r"[A-ZÜ][A-Za-zÜü',\- ]+", division.en), division


# ---- the checks

PROVINCE = {
    "code": "370000",
    "level": "province",
    "zh": "山东省",
    "en": "Shandong",
    "pinyin": "shān dōng shěng",
    "current": "true",
}
PREFECTURE = PROVINCE | {"code": "371000", "level": "prefecture", "parent": "370000"}
COUNTY = PROVINCE | {"code": "371002", "level": "county", "parent": "371000"}
GOOD = (PROVINCE, PREFECTURE, COUNTY)


def write(folder: Path, rows: list[dict[str, str]]) -> Path:
    path = folder / "divisions.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_unknown_cells_are_none_and_the_rest_is_typed(tmp_path: Path) -> None:
    known = {
        "longitude": "122.120000",
        "latitude": "37.5",
        "validFrom": "1987",
        "validUntil": "2017-01-02",
        "replacedBy": "370000 371000",
        "current": "false",
    }
    path = write(tmp_path, [PROVINCE, PREFECTURE, COUNTY | known])
    county = read_divisions(path)[2]
    assert (county.valid_from, county.valid_until) == ("1987", "2017-01-02")
    assert county.replaced_by == ("370000", "371000")
    assert str(county.longitude) == "122.120000"
    bare = read_divisions(write(tmp_path, list(GOOD)))[2]
    assert (bare.longitude, bare.valid_from, bare.replaced_by) == (None, None, ())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"code": "37100"}, "division-cell"),
        ({"code": "971002"}, "division-cell"),
        ({"level": "town"}, "division-cell"),
        ({"zh": ""}, "division-cell"),
        ({"en": ""}, "division-cell"),
        ({"pinyin": ""}, "division-cell"),
        ({"current": ""}, "division-cell"),
        ({"current": "perhaps"}, "division-cell"),
        ({"longitude": "12.2", "latitude": "37.5"}, "division-cell"),
        ({"longitude": "122.1", "latitude": "73.5"}, "division-cell"),
        ({"longitude": "east", "latitude": "37.5"}, "division-cell"),
        ({"validFrom": "87"}, "division-cell"),
        ({"validFrom": "1987-06"}, "division-cell"),
        ({"validFrom": "1987-02-30"}, "division-cell"),
        ({"replacedBy": "37100"}, "division-cell"),
        ({"code": "371000"}, "division-order"),
        ({"code": "370900"}, "division-order"),
        ({"parent": ""}, "division-parent-missing"),
        ({"parent": "371100"}, "division-parent-unknown"),
        ({"level": "prefecture"}, "division-parent-level"),
        ({"code": "381002"}, "division-province"),
        ({"longitude": "122.1"}, "division-coordinates"),
        ({"validFrom": "2018", "validUntil": "2017", "current": "false"}, "division-dates"),
        (
            {"validFrom": "2017-07-02", "validUntil": "2017-07-01", "current": "false"},
            "division-dates",
        ),
        ({"replacedBy": "370215", "current": "false"}, "division-successor-unknown"),
        ({"replacedBy": "371000"}, "division-successor-current"),
        ({"validUntil": "2017"}, "division-successor-current"),
    ],
)
def test_a_faulty_row_is_refused_with_its_line(
    tmp_path: Path, wrong: dict[str, str], code: str
) -> None:
    path = write(tmp_path, [PROVINCE, PREFECTURE, COUNTY | wrong])
    with pytest.raises(DataError) as caught:
        read_divisions(path)
    error = caught.value
    assert (error.code, error.file, error.line) == (code, str(path), 4)
    assert error.subject == (COUNTY | wrong)["code"]
    assert error.message("zh")
    assert error.message("en")


def test_a_current_division_needs_a_current_parent(tmp_path: Path) -> None:
    path = write(tmp_path, [PROVINCE, PREFECTURE | {"current": "false"}, COUNTY])
    with pytest.raises(DataError) as caught:
        read_divisions(path)
    assert (caught.value.code, caught.value.line) == ("division-parent-ended", 4)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("code,level,zh\n", 1),
        (",".join(COLUMNS) + "\n370000,province\n", 2),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "divisions.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_divisions(path)
    assert (caught.value.code, caught.value.line) == ("division-columns", line)


def test_a_division_cannot_be_changed(divisions: dict[str, Division]) -> None:
    with pytest.raises(ValueError, match="frozen"):
        divisions["371002"].zh = "文登区"  # type: ignore[misc]
