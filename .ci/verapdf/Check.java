import java.io.FileInputStream;
import java.util.List;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates each file given as PDF/UA-1 and PDF/A-2a or 3a; says which checks fail, and ends with 1 if any does. */
public class Check {
    public static void main(String[] files) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        int failed = 0;
        for (String file : files) {
            for (PDFAFlavour flavour : List.of(PDFAFlavour.PDFUA_1, archival(file))) {
                failed += check(file, flavour);
            }
        }
        System.out.println((2 * files.length - failed) + " passed, " + failed + " failed");
        System.exit(failed == 0 ? 0 : 1);
    }

    /** A file that holds others is PDF/A-3; the export says so by its name. */
    private static PDFAFlavour archival(String file) {
        return file.endsWith("-attached.pdf") ? PDFAFlavour.PDFA_3_A : PDFAFlavour.PDFA_2_A;
    }

    private static int check(String file, PDFAFlavour flavour) throws Exception {
        try (FileInputStream in = new FileInputStream(file);
                PDFAParser parser = Foundries.defaultInstance().createParser(in, flavour);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(flavour, false)) {
            ValidationResult result = validator.validate(parser);
            if (result.isCompliant()) {
                return 0;
            }
            System.out.println(file + ": not " + flavour.getId());
            for (TestAssertion a : result.getTestAssertions()) {
                System.out.println("  " + a.getRuleId().getClause() + "-" + a.getRuleId().getTestNumber() + " "
                        + a.getMessage() + " at " + a.getLocation().getContext());
            }
            return 1;
        }
    }
}
